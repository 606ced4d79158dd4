/**
 * The layers of ARCHITECTURE.md as rules. Each comment says what to do instead; it is what the failing test prints.
 * `test/architecture/layers.test.ts` runs them, and proves with planted files that each of them bites.
 */
const NETWORK = '^(node:)?(http|https|http2|net|tls|dgram|dns)(/|$)|node_modules/(openai|hono|@hono|ws|undici)/'
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

module.exports = {
  forbidden: [
    forbid(
      'shared-stands-alone',
      'shared/ says what is said and depends on nobody. Move what it needs into shared/, or move this file to the layer that it reads.',
      { path: '^shared/' },
      { path: '^(main|renderer|test)/' },
    ),
    forbid(
      'shared-has-no-platform',
      'shared/ runs everywhere: no Node, Electron, React or XState. Take the value as an argument, or put the code into main/ or renderer/.',
      { path: '^shared/' },
      { path: ['node_modules/(electron|react|react-dom|@xyflow|xstate|@xstate)/', '^(node:)?electron$'] },
    ),
    forbid(
      'shared-has-no-node',
      'shared/ runs everywhere: no Node built-ins. Take the value as an argument, or put the code into main/.',
      { path: '^shared/' },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'engine-knows-no-host',
      'The engine does not know who runs it. Describe what it needs as a port in main/engine/ports; main/compose.ts hands the adapter in.',
      { path: '^main/engine/' },
      { path: '^main/(services|nodes|host)/|^main/(compose|app)\\.ts$' },
    ),
    forbid(
      'engine-has-no-network',
      'The engine reaches nothing outside by itself. Describe what it needs as a port in main/engine/ports and write the adapter in main/services.',
      { path: '^main/engine/' },
      { path: NETWORK },
    ),
    forbid(
      'engine-starts-no-process',
      'The engine starts no process by itself. Use the process port in main/engine/ports.',
      { path: '^main/engine/' },
      { path: '^(node:)?(child_process|cluster)$|node_modules/execa/' },
    ),
    forbid(
      'nodes-see-the-engine-only',
      'A node kind knows the engine (its kind and ports) and shared. What it wants from outside goes through a port in main/engine/ports.',
      { path: '^main/nodes/' },
      { path: '^main/(?!nodes/|engine/)' },
    ),
    forbid(
      'nodes-have-no-network',
      'A node kind reaches nothing outside by itself, so that it can be tested and replayed. Use a port from main/engine/ports.',
      { path: '^main/nodes/' },
      { path: `${NETWORK}|^(node:)?(child_process|cluster)$|node_modules/execa/` },
    ),
    forbid(
      'services-stay-apart',
      'Services never call one another. Publish an event or a command and let the other one hear it, or pass a port in from main/compose.ts.',
      { path: '^main/services/([^/]+)' },
      // How several processes share a file is no service: it hears nothing and is told nothing.
      { path: '^main/services/', pathNot: '^main/services/($1|files/shared-json-file\\.ts$)' },
    ),
    forbid(
      'services-know-no-host',
      'A service does not know who runs it. Take what it needs from the host as an argument of its constructor.',
      { path: '^main/services/' },
      { path: '^main/(host/|(compose|app)\\.ts$)' },
    ),
    forbid(
      'only-compose-takes-services',
      'Only main/compose.ts and main/host put services together. Depend on the port, and hand the service in there.',
      { path: '^main/', pathNot: '^main/(services/|host/|compose\\.ts$|compose/)' },
      { path: '^main/services/' },
    ),
    forbid(
      'renderer-never-imports-main',
      'The renderer talks to main by the contract in shared/ipc. Add a command or a query there, or move the pure part to shared/.',
      { path: '^renderer/' },
      { path: '^main/' },
    ),
    forbid(
      'renderer-has-no-node',
      'The renderer is sandboxed and has no Node. Ask main by a query or command of shared/ipc.',
      { path: '^renderer/' },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'electron-in-its-host-only',
      'Electron lives in main/host/electron, so that the command line and the web host run without it. Hand the ability in from there.',
      { path: '^(main|renderer|shared)/', pathNot: '^main/host/(electron|dev)/' },
      { path: '^(node:)?electron(/|$)|node_modules/(electron|electron-updater|electron-store)/' },
    ),
    forbid(
      'test-code-stays-in-test',
      'Nothing that ships imports test/. Move what both need to the layer that owns it.',
      { pathNot: '^test/' },
      { path: '^test/' },
    ),
    forbid(
      'no-cycles',
      'Two files that need each other are one file, or need a third: move the shared part there, or turn one direction into an argument or event.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    forbid(
      'no-missing-files',
      'This import leads nowhere. Correct the path, or add the package: npx -y -p node@24 npm install -D <package>.',
      { pathNot: '^node_modules/' },
      { couldNotResolve: true, pathNot: '^(virtual:|electron$)|\\?' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mts', '.js', '.mjs', '.cjs', '.json', '.css', '.d.ts'],
    },
  },
}
