-- outbox: a message of an alert that is not recorded
SELECT delivery_id, alert_id FROM outbox ANTI JOIN alerts USING (alert_id) WHERE alert_id NOT LIKE 'digest:%' AND alert_id NOT LIKE 'list:%';
