-- ClickHouse: superbill_validate(claim, options) and superbill_search(query, options), each giving JSON.
--
-- Experimental in ClickHouse itself: the server's configuration needs
--   <allow_experimental_webassembly_udf>true</allow_experimental_webassembly_udf>
-- The module (superbill_engine.wasm of the wheel) is put in once, by
--   INSERT INTO system.webassembly_modules (name, code) SELECT 'superbill', file('/path/to/superbill_engine.wasm');
-- or piped in: cat superbill_engine.wasm | clickhouse client -q "INSERT INTO system.webassembly_modules (name, code)
--   SELECT 'superbill', code FROM input('code String') FORMAT RawBlob"
-- It runs with the embedded tables; what needs others is named in the report's notChecked.
-- A block of rows takes far more than the default fuel: SET webassembly_udf_max_fuel = 1000000000000 before you ask.
CREATE OR REPLACE FUNCTION superbill_validate LANGUAGE WASM ABI BUFFERED_V1 FROM 'superbill'
    ARGUMENTS (claim String, options String) RETURNS String SETTINGS serialization_format = 'RowBinary';
CREATE OR REPLACE FUNCTION superbill_search LANGUAGE WASM ABI BUFFERED_V1 FROM 'superbill'
    ARGUMENTS (query String, options String) RETURNS String SETTINGS serialization_format = 'RowBinary';
