create table "holdfast_ended_order" ("order_id" text not null primary key, "state" text not null, "attention" integer not null, "currency" text not null, "order_minor" bigint not null, "reserved_minor" bigint not null, "captured_minor" bigint not null, "charged_minor" bigint not null, "refunded_minor" bigint not null, "capture_by" text not null, "reservation_uuid" text, "created_at" text not null, "ended_at" text not null, "body" text not null);
create index "holdfast_ended_order_created_at" on "holdfast_ended_order" ("created_at", "order_id");
create index "holdfast_ended_order_capture_by" on "holdfast_ended_order" ("capture_by", "order_id");
create index "holdfast_ended_order_reservation_uuid" on "holdfast_ended_order" ("reservation_uuid");
