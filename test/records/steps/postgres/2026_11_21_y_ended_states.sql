create index "holdfast_ended_order_state" on "holdfast_ended_order" ("state");
