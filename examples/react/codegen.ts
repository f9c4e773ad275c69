/** Types for the operations in `src`, from the gateway's schema: `npm run codegen` after changing one. */
import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  schema: 'schema.graphql',
  documents: ['examples/react/src/*.{ts,tsx}'],
  generates: {
    'examples/react/src/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        enumsAsTypes: true,
        useTypeImports: true,
        emitLegacyCommonJSImports: false,
        scalars: { DateTime: 'string', Date: 'string' },
      },
    },
  },
};

export default config;
