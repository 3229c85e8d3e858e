create table "holdfast_shown_customer" ("order_id" text not null, "shown_at" text not null, "shown_by" text not null);
create index "holdfast_shown_customer_order_id" on "holdfast_shown_customer" ("order_id", "shown_at");
