/** Files that only the bundler understands. */
/// <reference types="vite/client" />

declare module '*.js?worker' {
  const worker: new () => Worker;
  export default worker;
}
