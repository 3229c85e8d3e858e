create table "holdfast_webhook" ("id" text not null primary key, "order_id" text not null, "event_id" text not null, "position" bigint not null, "type" text not null, "state" text not null, "attempts" integer not null, "last_status" integer, "last_error" text, "created_at" text not null, "pending_since" text not null, "next_attempt_at" text, "settled_at" text, "event" text not null);
create table "holdfast_webhook_cursor" ("order_id" text not null primary key, "item_id" bigint not null, "seen_at" text not null);
create index "holdfast_webhook_order" on "holdfast_webhook" ("order_id", "position");
create index "holdfast_webhook_state" on "holdfast_webhook" ("state", "created_at", "id");
create index "holdfast_webhook_newest" on "holdfast_webhook" ("created_at", "id");
