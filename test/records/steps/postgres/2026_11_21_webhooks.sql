create table "holdfast_webhook" ("id" text collate "C" not null primary key, "order_id" text collate "C" not null, "event_id" text collate "C" not null, "position" bigint not null, "type" text not null, "state" text not null, "attempts" integer not null, "last_status" integer, "last_error" text, "created_at" text collate "C" not null, "pending_since" text collate "C" not null, "next_attempt_at" text collate "C", "settled_at" text collate "C", "event" text not null);
create table "holdfast_webhook_cursor" ("order_id" text collate "C" not null primary key, "item_id" bigint not null, "seen_at" text collate "C" not null);
create index "holdfast_webhook_order" on "holdfast_webhook" ("order_id", "position");
create index "holdfast_webhook_state" on "holdfast_webhook" ("state", "created_at", "id");
create index "holdfast_webhook_newest" on "holdfast_webhook" ("created_at", "id");
