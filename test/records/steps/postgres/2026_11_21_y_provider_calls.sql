create table "holdfast_provider_calls" ("worker" text not null, "second" bigint not null, "calls" integer not null, constraint "holdfast_provider_calls_key" primary key ("worker", "second"));
