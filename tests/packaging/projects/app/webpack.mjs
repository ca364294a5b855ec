// node webpack.mjs TOOL MODE ENTRY: webpack, or what has its interface, into dist/bundle.js. A warning is a failure, too.
const [tool, mode, entry] = process.argv.slice(2);
const { default: bundle } = await import(tool);
const { dirname: context } = import.meta;
const config = { mode, context, entry, output: { path: `${context}/dist`, filename: 'bundle.js' }, performance: { hints: false } };
bundle(config, (error, stats) => {
  const { errors, warnings } = error ? { errors: [error], warnings: [] } : stats.toJson();
  const found = [...errors, ...warnings];
  for (const each of found) console.error(each.message ?? each);
  process.exitCode = found.length ? 1 : 0;
});
