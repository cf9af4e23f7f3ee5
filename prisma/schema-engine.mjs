#!/usr/bin/env node
// stdio JSON-RPC shim: stands in for the native schema-engine binary, runs @prisma/schema-engine-wasm over a driver adapter
import { readFileSync, appendFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import path from 'node:path'
import readline from 'node:readline'
const require = createRequire(import.meta.url)
const argv = process.argv.slice(2)
const log = (...a) => process.env.SHIM_LOG && appendFileSync(process.env.SHIM_LOG, a.join(' ') + '\n')
log('ARGV', JSON.stringify(argv))
if (argv.includes('--version')) { console.log('schema-engine-wasm shim'); process.exit(0) }
const opt = { datamodels: [] , rest: []}
for (let i = 0; i < argv.length; i++) {
  if (argv[i] === '--datamodels') opt.datamodels.push(argv[++i])
  else if (argv[i] === '--datasource') opt.datasource = JSON.parse(argv[++i])
  else if (argv[i].startsWith('--')) i++
  else opt.rest.push(argv[i])
}
const { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } = await import('@prisma/driver-adapter-utils')
const url = opt.datasource?.url
async function factory() {
  if (!url || url.startsWith('file:')) {
    const m = await import('@prisma/adapter-libsql')
    return new m.PrismaLibSql({ url: url ?? ':memory:' })
  }
  const { PrismaPg } = await import('@prisma/adapter-pg')
  const u = new URL(url)
  const cfg = { host: decodeURIComponent(u.searchParams.get('host') ?? u.hostname), port: Number(u.port || 5432), user: decodeURIComponent(u.username), password: decodeURIComponent(u.password), database: decodeURIComponent(u.pathname.slice(1)), ssl: /^(require|verify)/.test(u.searchParams.get('sslmode') ?? '') ? {} : false }
  const opts = { schema: u.searchParams.get('schema') ?? undefined, onPoolError: (e) => log('POOLERR', e), onConnectionError: (e) => log('CONNERR', e) }
  // @prisma/adapter-pg does not know the catalog type "char" (oid 18) that introspection reads; the engine wants it as a single character
  const CHAR_OID = 18, BPCHAR_OID = 1042
  const patch = (a) => {
    const chars = new WeakMap()
    const io = a.performIO.bind(a), qr = a.queryRaw.bind(a), st = a.startTransaction?.bind(a)
    a.performIO = async (q) => { const r = await io(q); chars.set(q, r.fields.map((x) => x.dataTypeID === CHAR_OID)); for (const x of r.fields) if (x.dataTypeID === CHAR_OID) x.dataTypeID = BPCHAR_OID; return r }
    a.queryRaw = async (q) => { const r = await qr(q); chars.get(q)?.forEach((c, n) => { if (c) r.columnTypes[n] = ColumnTypeEnum.Character }); return r }
    if (st) a.startTransaction = async (l) => patch(await st(l))
    return a
  }
  const f = new PrismaPg(cfg, opts)
  return {
    provider: f.provider, adapterName: f.adapterName,
    connect: async () => patch(await f.connect()),
    // the adapter's own version reuses connectionString and drops the database before ending its pool
    connectToShadowDb: async () => {
      const admin = await f.connect()
      const name = 'prisma_migrate_shadow_db_' + crypto.randomUUID()
      await admin.executeScript(`CREATE DATABASE "${name}"`)
      const a = patch(await new PrismaPg({ ...cfg, database: name }, { ...opts, schema: undefined }).connect())
      const end = a.dispose.bind(a)
      a.dispose = async () => { await end(); await admin.executeScript(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`); await admin.dispose() }
      return a
    },
  }
}
globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (m) => { throw new Error('schema engine panic: ' + m) } }
for (const ev of ['uncaughtException', 'unhandledRejection']) process.on(ev, (e) => { log('FATAL', e?.stack ?? e); process.stderr.write(JSON.stringify({ level: 'ERROR', target: 'schema_engine::logger', fields: { message: String(e?.message ?? e) } }) + '\n'); process.exit(1) })
const f = await factory()
if (opt.rest[0] === 'cli') {
  const cmd = opt.rest[1]
  try { if (cmd === 'can-connect-to-database') { const c = await f.connect(); await c.queryRaw({sql:'SELECT 1', args:[], argTypes:[]}); await c.dispose() } ; process.exit(0) }
  catch (e) { console.error('\n' + JSON.stringify({ level: 'ERROR', target: 'schema_engine::logger', fields: { error_code: 'P1001', message: String(e?.message ?? e) } })); process.exit(1) }
}
const dir = path.dirname(require.resolve('@prisma/schema-engine-wasm/schema_engine_bg'))
const bg = await import(pathToFileURL(path.join(dir, 'schema_engine_bg.js')).href)
const inst = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(path.join(dir, 'schema_engine_bg.wasm'))), { './schema_engine_bg.js': bg })
bg.__wbg_set_wasm(inst.exports); inst.exports.__wbindgen_start()
const bound = bindMigrationAwareSqlAdapterFactory(f)
const datamodels = opt.datamodels.length ? opt.datamodels.map((p) => [p, readFileSync(p, 'utf8')]) : undefined
let engine
const getEngine = () => engine ??= bg.SchemaEngine.new({ datamodels }, (m) => log('LOG', m), bound)
const send = (o) => { log('OUT', JSON.stringify(o).slice(0, 2000)); process.stdout.write(JSON.stringify(o) + '\n') }
let pending = 0, closed = false
const done = () => { if (closed && !pending) process.exit(0) }
readline.createInterface({ input: process.stdin }).on('line', async (line) => {
  if (!line.trim()) return
  const req = JSON.parse(line); log('IN', line.slice(0, 2000))
  if (!req.method) return
  pending++
  try {
    const e = await getEngine()
    const name = req.method === 'getDatabaseVersion' ? 'version' : req.method
    let r = await e[name](req.params)
    if (name === 'diff' && r?.stdout != null) { if (r.stdout) send({ jsonrpc: '2.0', id: 'p1', method: 'print', params: { content: r.stdout } }); r = { exitCode: r.exitCode, stdout: null } }
    send({ jsonrpc: '2.0', id: req.id, result: r ?? {} })
  } catch (err) {
    log('ERR', err?.stack)
    let msg = String(err?.message ?? err), code
    try { const j = JSON.parse(msg); msg = j.message ?? msg; code = j.error_code } catch {}
    send({ jsonrpc: '2.0', id: req.id, error: { code: 4466, message: msg, data: { is_panic: false, message: msg, error_code: err?.code ?? code, meta: null } } })
  } finally { pending--; done() }
}).on('close', () => { closed = true; done() })
