import type { CodegenConfig } from '@graphql-codegen/cli';

/** Run by `graphql-codegen --config codegen.ts`: every operation in `src` gets types for variables and data. */
const config: CodegenConfig = {
  schema: 'node_modules/asana-jobs-gateway/schema.graphql',
  documents: ['src/**/*.ts', 'src/**/*.tsx'],
  ignoreNoDocuments: true,
  generates: {
    'src/gql/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        enumsAsTypes: true,
        useTypeImports: true,
        scalars: { DateTime: 'string', Date: 'string' },
      },
    },
  },
};

export default config;
