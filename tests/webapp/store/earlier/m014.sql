PRAGMA application_id = 1347180337;
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'pleinwijzer','m001_assessments_and_answers','2026-02-03 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'pleinwijzer','m002_actions','2026-02-03 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES(3,'pleinwijzer','m003_earlier_assessment','2026-02-03 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES(4,'pleinwijzer','m004_links_and_actors','2026-02-03 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES(5,'pleinwijzer','m005_jobs','2026-02-03 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES(6,'pleinwijzer','m006_expiry','2026-02-03 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES(7,'pleinwijzer','m007_sent_forms','2026-02-03 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES(8,'pleinwijzer','m008_withdrawn_actions','2026-02-03 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES(9,'pleinwijzer','m009_snapshots','2026-02-03 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES(10,'pleinwijzer','m010_voices','2026-02-03 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES(11,'pleinwijzer','m011_workshops','2026-02-03 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES(12,'pleinwijzer','m012_basis','2026-02-03 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES(13,'pleinwijzer','m013_basis_of_decisions','2026-02-03 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES(14,'pleinwijzer','m014_by_role','2026-02-03 09:00:00+00:00');
CREATE TABLE "action" (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            assessment_id INTEGER NOT NULL REFERENCES assessment (id) ON DELETE CASCADE,
            recommendation_id TEXT,
            title TEXT NOT NULL,
            who TEXT NOT NULL DEFAULT '',
            due TEXT,
            status TEXT NOT NULL CHECK (status IN ('todo', 'busy', 'done', 'dropped')),
            note TEXT NOT NULL DEFAULT '',
            position INTEGER NOT NULL,
            revision INTEGER NOT NULL DEFAULT 1,
            changed_at TEXT NOT NULL,
            changed_by TEXT NOT NULL,
            UNIQUE (assessment_id, recommendation_id)
        ) STRICT
        ;
CREATE TABLE "action_event" (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            action_id INTEGER NOT NULL REFERENCES action (id) ON DELETE CASCADE,
            at TEXT NOT NULL,
            change TEXT NOT NULL,
            value TEXT NOT NULL DEFAULT '',
            actor TEXT NOT NULL
        ) STRICT
        ;
CREATE TABLE "answer" (
            assessment_id INTEGER NOT NULL REFERENCES assessment (id) ON DELETE CASCADE,
            question_id TEXT NOT NULL,
            answer TEXT,
            note TEXT NOT NULL DEFAULT '',
            revision INTEGER NOT NULL,
            saved_at TEXT NOT NULL,
            saved_by TEXT NOT NULL, confidence TEXT NOT NULL DEFAULT '' CHECK (confidence IN ('', 'sure', 'fairly', 'guess')), evidence_url TEXT NOT NULL DEFAULT '', evidence_day TEXT,
            PRIMARY KEY (assessment_id, question_id)
        ) STRICT, WITHOUT ROWID
        ;
INSERT INTO "answer" VALUES(1,'listening.themes','{"options":["more_or_less"]}','gezien in maart: ''ja'' – ✓',1,'2026-02-03T10:00:00.000000+00:00','link:1','','',NULL);
INSERT INTO "answer" VALUES(1,'presence.facebook','{"state":"unknown"}','',2,'2026-02-03T10:00:00.000000+00:00','link:1','','',NULL);
INSERT INTO "answer" VALUES(1,'webcare.staff',NULL,'',3,'2026-02-03T10:00:00.000000+00:00','link:1','','',NULL);
CREATE TABLE "assessment" (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            uid TEXT NOT NULL UNIQUE,
            municipality TEXT NOT NULL,
            inhabitants INTEGER NOT NULL CHECK (inhabitants > 0),
            role TEXT NOT NULL,
            language TEXT NOT NULL,
            questionnaire_version TEXT NOT NULL,
            revision INTEGER NOT NULL DEFAULT 0,
            created_at TEXT NOT NULL,
            created_by TEXT NOT NULL,
            changed_at TEXT NOT NULL,
            changed_by TEXT NOT NULL,
            finished_at TEXT,
            invented INTEGER NOT NULL DEFAULT 0 CHECK (invented IN (0, 1)),
            earlier_id INTEGER REFERENCES assessment (id) ON DELETE SET NULL
        ) STRICT
        ;
INSERT INTO "assessment" VALUES(1,'00000000000000000000000000000001','44021',272000,'webcare','nl','2019.1',3,'2026-02-03T09:00:00.000000+00:00','link:1','2026-02-03T10:30:00.000000+00:00','link:1','2026-02-03T10:30:00.000000+00:00',0,NULL);
INSERT INTO "assessment" VALUES(2,'00000000000000000000000000000002','44021',272000,'webcare','nl','2019.1',0,'2026-02-03T09:00:00.000000+00:00','link:1','2026-02-03T10:30:00.000000+00:00','link:1',NULL,0,NULL);
CREATE TABLE audit (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            assessment_id INTEGER NOT NULL REFERENCES assessment (id) ON DELETE CASCADE,
            at TEXT NOT NULL,
            actor TEXT NOT NULL,
            what TEXT NOT NULL,
            detail TEXT NOT NULL DEFAULT ''
        ) STRICT
        ;
CREATE TABLE clock (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            since TEXT NOT NULL,
            seen TEXT NOT NULL,
            back_from TEXT,
            deleted_on TEXT,
            deleted INTEGER NOT NULL DEFAULT 0
        ) STRICT
        ;
CREATE TABLE decision (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            uid TEXT NOT NULL,
            assessment_id INTEGER NOT NULL REFERENCES assessment (id) ON DELETE CASCADE,
            question_id TEXT NOT NULL,
            answer TEXT,
            before TEXT,
            reason TEXT NOT NULL DEFAULT '',
            actor TEXT NOT NULL,
            at TEXT NOT NULL,
            UNIQUE (assessment_id, uid)
        ) STRICT
        ;
CREATE TABLE decision_position (
            decision_id INTEGER NOT NULL REFERENCES decision (id) ON DELETE CASCADE,
            place INTEGER NOT NULL,
            voice_uid TEXT,
            role TEXT NOT NULL DEFAULT '',
            answer TEXT,
            late INTEGER NOT NULL CHECK (late IN (0, 1)), confidence TEXT NOT NULL DEFAULT '' CHECK (confidence IN ('', 'sure', 'fairly', 'guess')), evidence_url TEXT NOT NULL DEFAULT '', evidence_day TEXT,
            PRIMARY KEY (decision_id, place)
        ) STRICT, WITHOUT ROWID
        ;
CREATE TABLE expiring (
            assessment_id INTEGER PRIMARY KEY REFERENCES assessment (id) ON DELETE CASCADE,
            marked_at TEXT NOT NULL
        ) STRICT
        ;
CREATE TABLE job (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            assessment_id INTEGER NOT NULL REFERENCES assessment (id) ON DELETE CASCADE,
            kind TEXT NOT NULL,
            key TEXT NOT NULL,
            language TEXT NOT NULL,
            day TEXT NOT NULL,
            details TEXT NOT NULL DEFAULT '{}',
            state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'making', 'ready', 'failed')),
            file TEXT UNIQUE,
            size INTEGER,
            problem TEXT NOT NULL DEFAULT '',
            attempts INTEGER NOT NULL DEFAULT 0,
            asked_at TEXT NOT NULL,
            started_at TEXT,
            ended_at TEXT,
            UNIQUE (assessment_id, kind, key),
            CHECK ((state = 'ready') = (file IS NOT NULL))
        ) STRICT
        ;
CREATE TABLE "link" (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            assessment_id INTEGER NOT NULL REFERENCES assessment (id) ON DELETE CASCADE,
            secret_hash BLOB NOT NULL UNIQUE,
            scope TEXT NOT NULL CHECK (scope IN ('fill_in', 'read', 'voice')),
            voice_id INTEGER REFERENCES voice (id) ON DELETE SET NULL,
            label TEXT NOT NULL DEFAULT '' CHECK (length(label) <= 60),
            with_notes INTEGER NOT NULL CHECK (with_notes IN (0, 1)),
            is_own INTEGER NOT NULL CHECK (is_own IN (0, 1)),
            made_by TEXT NOT NULL,
            made_at TEXT NOT NULL,
            last_used TEXT,
            ends TEXT,
            revoked_at TEXT,
            CHECK (is_own = 0 OR (scope = 'fill_in' AND ends IS NULL)),
            CHECK (voice_id IS NULL OR scope = 'voice')
        ) STRICT
        ;
INSERT INTO "link" VALUES(1,1,X'8A5BDB4CC15164126C6EF2668DE9DD240D299CE6397A42C95A9411B93D080ED8','fill_in',NULL,'',1,1,'program','2026-02-03T09:00:00.000000+00:00',NULL,NULL,NULL);
INSERT INTO "link" VALUES(2,2,X'C69FB40FEBA930717E71F01707A9FCCD9EC6997E59F96EA8D1F7A076A5FACEC1','fill_in',NULL,'',1,1,'program','2026-02-03T09:00:00.000000+00:00',NULL,NULL,NULL);
CREATE TABLE round (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            workshop_id INTEGER NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
            item TEXT NOT NULL,
            no INTEGER NOT NULL CHECK (no IN (1, 2)),
            stage TEXT NOT NULL CHECK (stage IN ('prepared', 'open', 'closed', 'revealed', 'skipped')),
            opened_at TEXT,
            timer_seconds INTEGER CHECK (timer_seconds > 0),
            hands TEXT,
            tally TEXT,
            agreed TEXT,
            dissent TEXT NOT NULL DEFAULT '', by_role INTEGER NOT NULL DEFAULT 0 CHECK (by_role IN (0, 1)),
            CHECK ((stage = 'revealed') = (tally IS NOT NULL)),
            CHECK (agreed IS NULL OR stage = 'revealed')
        ) STRICT
        ;
CREATE TABLE seat (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            workshop_id INTEGER NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
            secret_hash BLOB NOT NULL UNIQUE,
            nonce TEXT NOT NULL,
            return_hash BLOB NOT NULL,
            origin TEXT NOT NULL CHECK (origin IN ('phone', 'table', 'invented')),
            role TEXT NOT NULL DEFAULT '',
            sign TEXT NOT NULL,
            removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
            UNIQUE (workshop_id, nonce),
            UNIQUE (workshop_id, return_hash),
            UNIQUE (workshop_id, sign)
        ) STRICT
        ;
CREATE TABLE sent_form (
            assessment_id INTEGER NOT NULL REFERENCES assessment (id) ON DELETE CASCADE,
            form TEXT NOT NULL,
            made TEXT NOT NULL,
            at TEXT NOT NULL,
            PRIMARY KEY (assessment_id, form)
        ) STRICT, WITHOUT ROWID
        ;
CREATE TABLE snapshot (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            assessment_id INTEGER NOT NULL REFERENCES assessment (id) ON DELETE CASCADE,
            at TEXT NOT NULL,
            found TEXT NOT NULL,
            from_file INTEGER NOT NULL DEFAULT 0 CHECK (from_file IN (0, 1))
        ) STRICT
        ;
CREATE TABLE voice (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            uid TEXT NOT NULL,
            assessment_id INTEGER NOT NULL REFERENCES assessment (id) ON DELETE CASCADE,
            kind TEXT NOT NULL CHECK (kind IN ('colleague', 'observer')),
            role TEXT NOT NULL CHECK (length(role) <= 60),
            questions TEXT NOT NULL,
            version TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('parked', 'asked', 'sent')),
            reads_outcome INTEGER NOT NULL CHECK (reads_outcome IN (0, 1)),
            revision INTEGER NOT NULL DEFAULT 0,
            made_by TEXT NOT NULL,
            made_at TEXT NOT NULL,
            opened_at TEXT,
            sent_at TEXT,
            UNIQUE (assessment_id, uid),
            CHECK ((state = 'sent') = (sent_at IS NOT NULL))
        ) STRICT
        ;
CREATE TABLE voice_answer (
            voice_id INTEGER NOT NULL REFERENCES voice (id) ON DELETE CASCADE,
            question_id TEXT NOT NULL,
            late INTEGER NOT NULL CHECK (late IN (0, 1)),
            answer TEXT,
            note TEXT NOT NULL DEFAULT '',
            revision INTEGER NOT NULL,
            saved_at TEXT NOT NULL,
            saved_by TEXT NOT NULL, confidence TEXT NOT NULL DEFAULT '' CHECK (confidence IN ('', 'sure', 'fairly', 'guess')), evidence_url TEXT NOT NULL DEFAULT '', evidence_day TEXT,
            PRIMARY KEY (voice_id, question_id, late)
        ) STRICT, WITHOUT ROWID
        ;
CREATE TABLE vote (
            round_id INTEGER NOT NULL REFERENCES round (id) ON DELETE CASCADE,
            seat_id INTEGER NOT NULL REFERENCES seat (id) ON DELETE CASCADE,
            answer TEXT NOT NULL,
            number INTEGER NOT NULL,
            PRIMARY KEY (round_id, seat_id)
        ) STRICT, WITHOUT ROWID
        ;
CREATE TABLE withdrawn_action (
            action_id INTEGER PRIMARY KEY,
            assessment_id INTEGER NOT NULL REFERENCES assessment (id) ON DELETE CASCADE,
            due TEXT NOT NULL,
            revision INTEGER NOT NULL,
            withdrawn_at TEXT NOT NULL
        ) STRICT, WITHOUT ROWID
        ;
CREATE TABLE workshop (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            uid TEXT NOT NULL UNIQUE,
            title TEXT NOT NULL,
            day TEXT NOT NULL,
            subject TEXT NOT NULL CHECK (subject IN ('one', 'many')),
            municipality TEXT NOT NULL DEFAULT '',
            language TEXT NOT NULL,
            version TEXT NOT NULL,
            items TEXT NOT NULL,
            roles TEXT NOT NULL,
            groups TEXT,
            heads INTEGER NOT NULL CHECK (heads > 0),
            door_limit INTEGER NOT NULL CHECK (door_limit > 0),
            wifi TEXT NOT NULL DEFAULT '',
            code TEXT NOT NULL UNIQUE,
            trainer_hash BLOB UNIQUE,
            recovery_hash BLOB UNIQUE,
            state TEXT NOT NULL CHECK (state IN ('prepared', 'open', 'ended')),
            door_open INTEGER NOT NULL DEFAULT 0 CHECK (door_open IN (0, 1)),
            opened_at TEXT,
            revision INTEGER NOT NULL DEFAULT 0,
            rehearsal_of INTEGER REFERENCES workshop (id) ON DELETE CASCADE,
            assessment_id INTEGER REFERENCES assessment (id) ON DELETE SET NULL,
            round_id INTEGER REFERENCES round (id) ON DELETE SET NULL,
            made_at TEXT NOT NULL
        ) STRICT
        ;
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX audit_assessment_id ON audit (assessment_id);
CREATE INDEX action_event_action_id ON action_event (action_id);
CREATE INDEX assessment_changed_at ON assessment (changed_at);
CREATE INDEX assessment_earlier_id ON assessment (earlier_id);
CREATE INDEX job_state ON job (state, asked_at, id);
CREATE INDEX withdrawn_action_assessment_id ON withdrawn_action (assessment_id);
CREATE INDEX snapshot_assessment_id ON snapshot (assessment_id);
CREATE INDEX link_assessment_id ON link (assessment_id);
CREATE INDEX link_voice_id ON link (voice_id);
CREATE UNIQUE INDEX link_own ON link (assessment_id) WHERE is_own = 1 AND revoked_at IS NULL;
CREATE INDEX workshop_day ON workshop (day);
CREATE INDEX workshop_rehearsal_of ON workshop (rehearsal_of);
CREATE INDEX workshop_assessment_id ON workshop (assessment_id);
CREATE INDEX workshop_round_id ON workshop (round_id);
CREATE UNIQUE INDEX round_item ON round (workshop_id, item, no) WHERE stage <> 'skipped';
CREATE UNIQUE INDEX round_under_way ON round (workshop_id) WHERE stage IN ('prepared', 'open', 'closed');
CREATE INDEX vote_seat_id ON vote (seat_id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('action_event',0);
INSERT INTO "sqlite_sequence" VALUES('action',0);
INSERT INTO "sqlite_sequence" VALUES('assessment',2);
INSERT INTO "sqlite_sequence" VALUES('link',2);
COMMIT;
