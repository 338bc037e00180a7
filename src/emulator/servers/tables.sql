-- The tables of a database, as the API's JSON tells them.
SELECT json_build_object('tables', coalesce(json_agg(json_build_object(
    'schema', namespace.nspname,
    'name', class.relname,
    'columns', (
        SELECT coalesce(json_agg(json_build_object(
            'name', attname,
            'type', format_type(atttypid, atttypmod),
            'nullable', NOT attnotnull,
            'generated', attgenerated <> ''
        ) ORDER BY attnum), '[]')
        FROM pg_attribute
        WHERE attrelid = class.oid AND attnum > 0 AND NOT attisdropped
    ),
    'constraints', (
        SELECT coalesce(json_agg(json_strip_nulls(json_build_object(
            'type', CASE contype WHEN 'p' THEN 'primary_key' WHEN 'u' THEN 'unique' ELSE 'foreign_key' END,
            'name', conname,
            'columns', (
                SELECT json_agg(attname ORDER BY place)
                FROM unnest(conkey) WITH ORDINALITY AS key (number, place)
                JOIN pg_attribute ON attrelid = conrelid AND attnum = number
            ),
            'referenced_table', CASE contype WHEN 'f' THEN json_build_object(
                'schema', (
                    SELECT nspname FROM pg_class AS target JOIN pg_namespace ON pg_namespace.oid = target.relnamespace
                    WHERE target.oid = confrelid
                ),
                'table', (SELECT relname FROM pg_class AS target WHERE target.oid = confrelid),
                'columns', (
                    SELECT json_agg(attname ORDER BY place)
                    FROM unnest(confkey) WITH ORDINALITY AS key (number, place)
                    JOIN pg_attribute ON attrelid = confrelid AND attnum = number
                )
            ) END
        )) ORDER BY contype DESC, conname), '[]')
        FROM pg_constraint
        WHERE conrelid = class.oid AND contype IN ('p', 'u', 'f')
    )
) ORDER BY namespace.nspname, class.relname), '[]'))
FROM pg_class AS class
JOIN pg_namespace AS namespace ON namespace.oid = class.relnamespace
WHERE class.relkind IN ('r', 'p') AND namespace.nspname !~ '^pg_' AND namespace.nspname <> 'information_schema'
