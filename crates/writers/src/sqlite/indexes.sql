CREATE INDEX document_date ON document (date);
CREATE INDEX actor_key ON actor (key) WHERE key IS NOT NULL;
CREATE INDEX attribution_holder_key ON attribution (holder_key) WHERE holder_key IS NOT NULL;
CREATE INDEX stance_holder_key ON stance (holder_key) WHERE holder_key IS NOT NULL;
CREATE INDEX stance_target_key ON stance (target_key) WHERE target_key IS NOT NULL;
CREATE INDEX quantity_unit ON quantity (unit, low) WHERE unit IS NOT NULL;
