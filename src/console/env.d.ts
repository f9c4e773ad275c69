/** Files that only the bundler understands. */
/// <reference types="vite/client" />
