-- Where heads of journals are kept out of reach of the machines that run playbooks: `anchors` in runbook.targets.yaml.
-- Run it as a superuser in a database of its own, best on another server. It can be run again and changes nothing then.
-- Give logins afterwards: CREATE ROLE run_host LOGIN IN ROLE runbook_anchor; CREATE ROLE auditor LOGIN IN ROLE runbook_auditor.

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'runbook_anchor') THEN
        CREATE ROLE runbook_anchor NOLOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'runbook_auditor') THEN
        CREATE ROLE runbook_auditor NOLOGIN;
    END IF;
END
$$;

CREATE SCHEMA IF NOT EXISTS runbook;

CREATE TABLE IF NOT EXISTS runbook.anchor (
    run           text        NOT NULL,
    at            timestamptz NOT NULL,
    lines         bigint      NOT NULL CHECK (lines > 0),
    head          text        NOT NULL CHECK (head ~ '^[0-9a-f]{64}$'),
    event         text        NOT NULL,
    host          text        NOT NULL,
    operator      text        NOT NULL,
    -- What the writer says is above; what the server saw is below, and the writer cannot set it.
    received_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    received_by   name        NOT NULL DEFAULT session_user,
    received_from inet                 DEFAULT inet_client_addr()
);

CREATE INDEX IF NOT EXISTS anchor_run ON runbook.anchor (run);

REVOKE ALL ON SCHEMA runbook FROM PUBLIC;
REVOKE ALL ON runbook.anchor FROM PUBLIC;
GRANT USAGE ON SCHEMA runbook TO runbook_anchor, runbook_auditor;
GRANT INSERT (run, at, lines, head, event, host, operator) ON runbook.anchor TO runbook_anchor;
GRANT SELECT ON runbook.anchor TO runbook_auditor;
