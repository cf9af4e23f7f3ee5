import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum } from "@prisma/driver-adapter-utils";

const CHAR = 18; // the catalogue's own type of one character, which introspection reads and the adapter does not know
const BPCHAR = 1042;

/** The server at a `postgresql:` address. */
export function postgresql(url) {
  const schema = new URL(url).searchParams.get("schema") ?? undefined;
  const factory = new Factory({ connectionString: url }, { schema });
  const check = async () => {
    const adapter = await factory.connect();
    await adapter.queryRaw({ sql: "SELECT 1", args: [], argTypes: [] }).finally(() => adapter.dispose());
  };
  const create = () =>
    execute(at(url, "postgres"), `CREATE DATABASE "${decodeURIComponent(new URL(url).pathname.slice(1))}"`);
  return { factory: withShadow(factory, url), check, create, instead: {} };
}

/** The adapter's own shadow keeps the first database's address, and is dropped while its pool is still open. */
function withShadow(factory, url) {
  factory.connectToShadowDb = async () => {
    const name = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
    await execute(url, `CREATE DATABASE "${name}"`);
    const shadow = await new Factory({ connectionString: at(url, name) }, {}).connect();
    const end = shadow.dispose.bind(shadow);
    shadow.dispose = async () => {
      await end();
      await execute(url, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    };
    return shadow;
  };
  return factory;
}

class Factory extends PrismaPg {
  async connect() {
    return reading(await super.connect());
  }
}

function reading(adapter) {
  const single = new WeakMap();
  const performIO = adapter.performIO.bind(adapter);
  const queryRaw = adapter.queryRaw.bind(adapter);
  const startTransaction = adapter.startTransaction?.bind(adapter);
  adapter.performIO = async (query) => {
    const result = await performIO(query);
    single.set(
      query,
      result.fields.map(({ dataTypeID }) => dataTypeID === CHAR),
    );
    for (const field of result.fields) if (field.dataTypeID === CHAR) field.dataTypeID = BPCHAR;
    return result;
  };
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const [column, isChar] of single.get(query).entries()) {
      if (isChar) result.columnTypes[column] = ColumnTypeEnum.Character;
    }
    return result;
  };
  // Statement by statement, as the adapter has it, a semicolon inside a comment or a string would be torn apart.
  adapter.executeScript = (script) =>
    adapter
      .underlyingDriver()
      .query(script)
      .then(
        () => {},
        (error) => adapter.onError(error),
      );
  if (startTransaction) adapter.startTransaction = async (level) => reading(await startTransaction(level));
  return adapter;
}

async function execute(url, sql) {
  const adapter = await new PrismaPg({ connectionString: url }).connect();
  await adapter.executeScript(sql).finally(() => adapter.dispose());
}

function at(url, database) {
  const address = new URL(url);
  address.pathname = `/${encodeURIComponent(database)}`;
  return address.href;
}
