/**
 * `npm run bench:beside -- FOLDER [ROUNDS]`: the peers' benchmark of that folder with our rows beside theirs, as
 * test/bench/PEERS.md. About a minute a round with ours, the limits, Node-RED and n8n, which the goals are about.
 */
import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import { ROOT } from '#test/support/home.ts'

const [folder, rounds = '5'] = process.argv.slice(2)
if (folder === undefined) throw new Error('Name the folder of the peers’ benchmark, where it is installed.')
const peers = resolve(folder)
const OURS = resolve(ROOT, 'test/bench/peers/engine.bench.mjs')
const env = { ONLY: 'ours,floor,nodered,n8n', ...process.env, PEER_BENCH: peers, OURS, ROUNDS: rounds }
execFileSync(process.execPath, ['run.mjs'], { cwd: peers, env, stdio: 'inherit' })
execFileSync(process.execPath, [resolve(import.meta.dirname, 'write-peers.ts'), resolve(peers, 'results.json')], {
  stdio: 'inherit',
})
