-- What hosts ask of robots, kept between rounds of polling.

-- One row per host: its robots.txt as last read, for as long as it is believed.
CREATE TABLE robots (
    origin VARCHAR PRIMARY KEY, -- scheme, host and port
    body VARCHAR NOT NULL, -- the file; empty: there is none, and everything is allowed
    closed VARCHAR, -- why nothing may be fetched for now; NULL: the file was read, or there is none
    until TIMESTAMPTZ NOT NULL -- when it is to be asked for again
);
