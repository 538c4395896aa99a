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
CREATE TABLE action (
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
            UNIQUE (assessment_id, recommendation_id)
        ) STRICT
        ;
CREATE TABLE action_event (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            action_id INTEGER NOT NULL REFERENCES action (id) ON DELETE CASCADE,
            at TEXT NOT NULL,
            change TEXT NOT NULL,
            value TEXT NOT NULL DEFAULT ''
        ) STRICT
        ;
CREATE TABLE answer (
            assessment_id INTEGER NOT NULL REFERENCES assessment (id) ON DELETE CASCADE,
            question_id TEXT NOT NULL,
            answer TEXT,
            note TEXT NOT NULL DEFAULT '',
            revision INTEGER NOT NULL,
            saved_at TEXT NOT NULL,
            PRIMARY KEY (assessment_id, question_id)
        ) STRICT, WITHOUT ROWID
        ;
INSERT INTO "answer" VALUES(1,'listening.themes','{"options":["more_or_less"]}','gezien in maart: ''ja'' – ✓',1,'2026-02-03T10:00:00.000000+00:00');
INSERT INTO "answer" VALUES(1,'presence.facebook','{"state":"unknown"}','',2,'2026-02-03T10:00:00.000000+00:00');
INSERT INTO "answer" VALUES(1,'webcare.staff',NULL,'',3,'2026-02-03T10:00:00.000000+00:00');
CREATE TABLE assessment (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            token_hash BLOB NOT NULL UNIQUE,
            municipality TEXT NOT NULL,
            inhabitants INTEGER NOT NULL CHECK (inhabitants > 0),
            role TEXT NOT NULL,
            language TEXT NOT NULL,
            questionnaire_version TEXT NOT NULL,
            revision INTEGER NOT NULL DEFAULT 0,
            created_at TEXT NOT NULL,
            changed_at TEXT NOT NULL,
            finished_at TEXT,
            invented INTEGER NOT NULL DEFAULT 0 CHECK (invented IN (0, 1))
        , earlier_id INTEGER REFERENCES assessment (id) ON DELETE SET NULL) STRICT
        ;
INSERT INTO "assessment" VALUES(1,X'8A5BDB4CC15164126C6EF2668DE9DD240D299CE6397A42C95A9411B93D080ED8','44021',272000,'webcare','nl','2019.1',3,'2026-02-03T09:00:00.000000+00:00','2026-02-03T10:30:00.000000+00:00','2026-02-03T10:30:00.000000+00:00',0,NULL);
INSERT INTO "assessment" VALUES(2,X'C69FB40FEBA930717E71F01707A9FCCD9EC6997E59F96EA8D1F7A076A5FACEC1','44021',272000,'webcare','nl','2019.1',0,'2026-02-03T09:00:00.000000+00:00','2026-02-03T10:30:00.000000+00:00',NULL,0,NULL);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX assessment_changed_at ON assessment (changed_at);
CREATE INDEX action_event_action_id ON action_event (action_id);
CREATE INDEX assessment_earlier_id ON assessment (earlier_id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('assessment',2);
COMMIT;
