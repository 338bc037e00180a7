-- What the databases of the built-in seed begin with, by name. Branches change it: see "migrations" in seed.json.

\connect storefront
CREATE TABLE customers (
    id bigint PRIMARY KEY,
    email text NOT NULL UNIQUE,
    full_name text NOT NULL,
    phone text,
    marketing_consent boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE products (
    id bigint PRIMARY KEY,
    sku text NOT NULL UNIQUE,
    title text NOT NULL,
    description text,
    price_cents integer NOT NULL,
    currency character(3) DEFAULT 'EUR'::bpchar NOT NULL,
    attributes jsonb DEFAULT '{}'::jsonb NOT NULL,
    published_at timestamp with time zone
);
CREATE TABLE inventory (
    product_id bigint NOT NULL REFERENCES products,
    warehouse text NOT NULL,
    on_hand integer DEFAULT 0 NOT NULL,
    reserved integer DEFAULT 0 NOT NULL,
    available integer GENERATED ALWAYS AS ((on_hand - reserved)) STORED,
    PRIMARY KEY (product_id, warehouse)
);
CREATE TABLE orders (
    id bigint PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers,
    status text DEFAULT 'pending'::text NOT NULL,
    total_cents integer NOT NULL,
    currency character(3) DEFAULT 'EUR'::bpchar NOT NULL,
    placed_at timestamp with time zone DEFAULT now() NOT NULL,
    shipped_at timestamp with time zone
);
CREATE INDEX orders_customer_id_idx ON orders (customer_id);
CREATE INDEX orders_placed_at_idx ON orders (placed_at);
CREATE TABLE order_items (
    order_id bigint NOT NULL REFERENCES orders,
    product_id bigint NOT NULL REFERENCES products,
    quantity integer DEFAULT 1 NOT NULL,
    price_cents integer NOT NULL,
    PRIMARY KEY (order_id, product_id)
);
CREATE TABLE payments (
    id uuid DEFAULT gen_random_uuid() NOT NULL PRIMARY KEY,
    order_id bigint NOT NULL REFERENCES orders,
    provider text NOT NULL,
    amount_cents integer NOT NULL,
    captured_at timestamp with time zone
);
CREATE INDEX payments_order_id_idx ON payments (order_id);

\connect sessions
CREATE TABLE sessions (
    token text PRIMARY KEY,
    customer_id bigint,
    data jsonb DEFAULT '{}'::jsonb NOT NULL,
    expires_at timestamp with time zone NOT NULL
);
CREATE INDEX sessions_expires_at_idx ON sessions (expires_at);

\connect ledger
CREATE TABLE accounts (
    id bigint PRIMARY KEY,
    code text NOT NULL UNIQUE,
    name text NOT NULL,
    currency character(3) NOT NULL
);
CREATE TABLE transactions (
    id bigint PRIMARY KEY,
    reference text NOT NULL UNIQUE,
    booked_at timestamp with time zone DEFAULT now() NOT NULL,
    memo text
);
CREATE TABLE entries (
    id bigint PRIMARY KEY,
    transaction_id bigint NOT NULL REFERENCES transactions,
    account_id bigint NOT NULL REFERENCES accounts,
    amount numeric(18,4) NOT NULL
);
CREATE INDEX entries_account_id_idx ON entries (account_id);

\connect invoices
CREATE TABLE invoices (
    id bigint PRIMARY KEY,
    number text NOT NULL UNIQUE,
    customer text NOT NULL,
    issued_on date DEFAULT CURRENT_DATE NOT NULL,
    due_on date NOT NULL,
    paid_at timestamp with time zone
);
CREATE TABLE invoice_lines (
    invoice_id bigint NOT NULL REFERENCES invoices,
    line integer NOT NULL,
    description text NOT NULL,
    quantity numeric(12,3) DEFAULT 1 NOT NULL,
    unit_price numeric(12,2) NOT NULL,
    PRIMARY KEY (invoice_id, line)
);

\connect tax/2026
CREATE TABLE filings (
    id bigint PRIMARY KEY,
    country character(2) NOT NULL,
    period daterange NOT NULL,
    filed_at timestamp with time zone,
    amount numeric(18,2) NOT NULL
);

\connect warehouse
CREATE TABLE dim_customer (
    customer_key bigint PRIMARY KEY,
    country character(2),
    segment text,
    valid_from date NOT NULL,
    valid_to date
);
CREATE TABLE dim_date (
    date_key integer PRIMARY KEY,
    day date NOT NULL UNIQUE,
    quarter smallint NOT NULL
);
CREATE TABLE fact_orders (
    order_key bigint PRIMARY KEY,
    customer_key bigint REFERENCES dim_customer(customer_key),
    date_key integer REFERENCES dim_date(date_key),
    revenue numeric(14,2) NOT NULL,
    margin numeric(14,2)
);
CREATE INDEX fact_orders_date_key_idx ON fact_orders (date_key);

\connect events
CREATE TABLE raw_events (
    id uuid DEFAULT gen_random_uuid() NOT NULL PRIMARY KEY,
    source text NOT NULL,
    received_at timestamp with time zone DEFAULT now() NOT NULL,
    payload jsonb NOT NULL
);
CREATE INDEX raw_events_received_at_idx ON raw_events (received_at);

\connect identity
CREATE TABLE users (
    id uuid DEFAULT gen_random_uuid() NOT NULL PRIMARY KEY,
    email text NOT NULL UNIQUE,
    password_hash text,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE devices (
    id uuid DEFAULT gen_random_uuid() NOT NULL PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users,
    name text NOT NULL,
    last_seen_at timestamp with time zone
);

\connect features
CREATE TABLE feature_sets (
    id bigint PRIMARY KEY,
    name text NOT NULL UNIQUE,
    version integer DEFAULT 1 NOT NULL
);
CREATE TABLE embeddings (
    entity_id bigint NOT NULL,
    feature_set_id bigint NOT NULL REFERENCES feature_sets,
    vector real[] NOT NULL,
    PRIMARY KEY (entity_id, feature_set_id)
);

\connect zaiko
CREATE TABLE 商品 (
    id bigint PRIMARY KEY,
    名称 text NOT NULL,
    単価 integer NOT NULL
);
CREATE TABLE 在庫 (
    商品id bigint NOT NULL REFERENCES 商品(id),
    倉庫 text NOT NULL,
    数量 integer DEFAULT 0 NOT NULL,
    PRIMARY KEY (商品id, 倉庫)
);

\connect crm
CREATE TABLE companies (
    id integer PRIMARY KEY,
    name character varying(200) NOT NULL,
    website character varying(200)
);
CREATE TABLE contacts (
    id integer PRIMARY KEY,
    company_id integer REFERENCES companies,
    name character varying(100) NOT NULL,
    email character varying(200)
);
CREATE TABLE deals (
    id integer PRIMARY KEY,
    company_id integer NOT NULL REFERENCES companies,
    stage character varying(30) DEFAULT 'lead'::character varying NOT NULL,
    value numeric(12,2)
);

\connect recipes
CREATE TABLE recipes (
    id bigint PRIMARY KEY,
    title text NOT NULL,
    minutes integer,
    steps text[] NOT NULL
);
CREATE TABLE ingredients (
    recipe_id bigint NOT NULL REFERENCES recipes,
    name text NOT NULL,
    amount text,
    PRIMARY KEY (recipe_id, name)
);

\connect telemetry
CREATE TABLE readings (
    sensor text NOT NULL,
    at timestamp with time zone NOT NULL,
    value double precision,
    PRIMARY KEY (sensor, at)
);

\connect neondb
CREATE TABLE posts (
    id bigint PRIMARY KEY,
    slug text NOT NULL UNIQUE,
    title text NOT NULL,
    body text,
    published_at timestamp with time zone
);
CREATE TABLE comments (
    id bigint PRIMARY KEY,
    post_id bigint NOT NULL REFERENCES posts,
    author text NOT NULL,
    body text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE INDEX comments_post_id_idx ON comments (post_id);
