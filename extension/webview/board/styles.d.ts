/** Styles that a bundle takes in: esbuild writes them beside its script. */
declare module '*.css';
