-- What to watch for, what fired, and what is still to be delivered.

-- One row per alert rule.
CREATE TABLE alert_rules (
    rule_id VARCHAR NOT NULL, -- id of the rule
    name VARCHAR NOT NULL, -- name for people
    description VARCHAR NOT NULL, -- what it watches for
    severity VARCHAR NOT NULL, -- info, notice, warning or critical
    definition VARCHAR NOT NULL, -- the rule's YAML
    enabled BOOLEAN NOT NULL, -- whether it is evaluated
    muted_until TIMESTAMPTZ, -- it fires no alerts until then; NULL: not muted
    changed_at TIMESTAMPTZ NOT NULL -- when it was last changed
);

-- One row per alert: a firing of a rule, updated in place while reports add up.
CREATE TABLE alerts (
    alert_id VARCHAR NOT NULL, -- from rule and dedup key
    rule_id VARCHAR NOT NULL, -- the rule
    dedup_key VARCHAR NOT NULL, -- firings that share it are one alert
    severity VARCHAR NOT NULL, -- info, notice, warning or critical
    state VARCHAR NOT NULL, -- open, escalated or resolved
    title VARCHAR NOT NULL, -- one line
    body VARCHAR NOT NULL, -- text with evidence sentences and links
    event_ids VARCHAR[] NOT NULL, -- events that made it fire
    first_fired_at TIMESTAMPTZ NOT NULL, -- first firing
    last_fired_at TIMESTAMPTZ NOT NULL, -- last firing or update
    times_fired INTEGER NOT NULL -- firings and updates
);

-- One row per message to be delivered, kept until the receiver has taken it.
CREATE TABLE outbox (
    delivery_id VARCHAR NOT NULL, -- idempotency key: from alert, its state and channel
    alert_id VARCHAR NOT NULL, -- the alert
    channel VARCHAR NOT NULL, -- name of the channel; addresses and secrets are in the settings
    payload VARCHAR NOT NULL, -- message as JSON
    state VARCHAR NOT NULL, -- waiting, delivered or given_up
    attempts INTEGER NOT NULL, -- tries so far
    reason VARCHAR, -- why the last try failed; NULL where none did
    created_at TIMESTAMPTZ NOT NULL, -- when it was put there
    next_try_at TIMESTAMPTZ NOT NULL, -- when it is to be tried next
    delivered_at TIMESTAMPTZ -- when the receiver took it; NULL: not yet
);
