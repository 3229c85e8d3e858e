create table "holdfast_listed_order" ("order_id" text not null primary key, "run_id" text not null, "changed_at" text not null, "shown_at" text not null, "body" text not null);
create index "holdfast_listed_order_shown_at" on "holdfast_listed_order" ("shown_at");
