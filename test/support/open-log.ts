/** Opens the log of a folder, which upgrades it, and says so. A test kills this process while it does. */
import { openDatabase } from '#main/engine/log/database.ts'

const [home = ''] = process.argv.slice(2)
const { database } = openDatabase(home, `child-${process.pid}`)
database.close()
process.stdout.write('opened\n')
