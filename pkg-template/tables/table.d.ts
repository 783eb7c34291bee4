/** The bytes of the table that the path names, fetched or decoded when called: for `init({ tables: [table] })` or `loadTable(await table())`. */
declare function table(): Promise<Uint8Array>;
export default table;
