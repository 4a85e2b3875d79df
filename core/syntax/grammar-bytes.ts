/** The bytes of the parser and its grammars: `core` reads no files, its caller does. */
export interface GrammarBytes {
  /** `web-tree-sitter.wasm` */
  readonly treeSitter: Uint8Array;
  /** `tree-sitter-typescript.wasm` */
  readonly typescript: Uint8Array;
  /** `tree-sitter-hcl.wasm` or `tree-sitter-terraform.wasm` */
  readonly hcl: Uint8Array;
}
