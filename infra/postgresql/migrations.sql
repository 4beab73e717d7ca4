CREATE TABLE IF NOT EXISTS "__EFMigrationsHistory" (
    "MigrationId" character varying(150) NOT NULL,
    "ProductVersion" character varying(32) NOT NULL,
    CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY ("MigrationId")
);

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123022905_Initial') THEN
    CREATE TABLE "DeadLetters" (
        "DeadLetterId" uuid NOT NULL,
        "MessageId" uuid,
        "ConversationId" uuid,
        "MessageTypes" text NOT NULL,
        "Endpoint" character varying(256) NOT NULL,
        "ConsumerId" character varying(200),
        "SagaId" uuid,
        "ContentType" character varying(256) NOT NULL,
        "Headers" text NOT NULL,
        "Body" text NOT NULL,
        "Reason" character varying(2000) NOT NULL,
        "ExceptionType" character varying(500),
        "ExceptionDetail" text,
        "Attempts" integer NOT NULL,
        "DeadAt" timestamp with time zone NOT NULL,
        CONSTRAINT "PK_DeadLetters" PRIMARY KEY ("DeadLetterId")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123022905_Initial') THEN
    CREATE TABLE "IdempotencyKeys" (
        "KeyHash" character varying(64) NOT NULL,
        "Key" character varying(255) NOT NULL,
        "RequestHash" character varying(64) NOT NULL,
        "OrderId" uuid NOT NULL,
        "Status" integer NOT NULL,
        "ResponseBody" text NOT NULL,
        "CreatedAt" timestamp with time zone NOT NULL,
        CONSTRAINT "PK_IdempotencyKeys" PRIMARY KEY ("KeyHash")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123022905_Initial') THEN
    CREATE TABLE "InboxMessages" (
        "MessageId" uuid NOT NULL,
        "ConsumerId" character varying(200) NOT NULL,
        "ReceivedAt" timestamp with time zone NOT NULL,
        CONSTRAINT "PK_InboxMessages" PRIMARY KEY ("MessageId", "ConsumerId")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123022905_Initial') THEN
    CREATE TABLE "Notifications" (
        "OrderId" uuid NOT NULL,
        "Template" character varying(32) NOT NULL,
        "State" character varying(16) NOT NULL,
        "Channel" character varying(32) NOT NULL,
        "At" timestamp with time zone NOT NULL,
        "Reason" character varying(1000),
        CONSTRAINT "PK_Notifications" PRIMARY KEY ("OrderId", "Template")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123022905_Initial') THEN
    CREATE TABLE "Orders" (
        "OrderId" uuid NOT NULL,
        "CurrentState" character varying(64) NOT NULL,
        "Version" integer NOT NULL,
        "CustomerId" character varying(64) NOT NULL,
        "Email" character varying(254) NOT NULL,
        "Currency" character varying(3) NOT NULL,
        "Lines" text NOT NULL,
        "Total" numeric(18,4) NOT NULL,
        "PaymentToken" character varying(128) NOT NULL,
        "PaymentId" uuid,
        "Reason" character varying(1000),
        "CustomerNotified" boolean,
        "PaymentTimeoutTokenId" uuid,
        "NotificationTimeoutTokenId" uuid,
        "SubmittedAt" timestamp with time zone NOT NULL,
        "UpdatedAt" timestamp with time zone NOT NULL,
        CONSTRAINT "PK_Orders" PRIMARY KEY ("OrderId")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123022905_Initial') THEN
    CREATE TABLE "OutboxMessages" (
        "OutboxId" uuid NOT NULL,
        "Ordinal" integer NOT NULL,
        "MessageId" uuid NOT NULL,
        "ConversationId" uuid,
        "DestinationAddress" character varying(1024) NOT NULL,
        "MessageTypes" text NOT NULL,
        "ContentType" character varying(256) NOT NULL,
        "Headers" text NOT NULL,
        "Body" text NOT NULL,
        "SagaId" uuid,
        "SagaVersion" integer,
        "CreatedAt" timestamp with time zone NOT NULL,
        "DueAt" timestamp with time zone,
        "ExpiresAt" timestamp with time zone,
        "TokenId" uuid,
        "VisibleAt" timestamp with time zone NOT NULL,
        CONSTRAINT "PK_OutboxMessages" PRIMARY KEY ("OutboxId")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123022905_Initial') THEN
    CREATE TABLE "Payments" (
        "PaymentId" uuid NOT NULL,
        "OrderId" uuid NOT NULL,
        "Amount" numeric(18,4),
        "Currency" character varying(3),
        "PaymentToken" character varying(128),
        "State" character varying(16) NOT NULL,
        "ChargeId" character varying(255),
        "Reason" character varying(1000),
        "StartedAt" timestamp with time zone NOT NULL,
        "UpdatedAt" timestamp with time zone NOT NULL,
        "Version" integer NOT NULL,
        CONSTRAINT "PK_Payments" PRIMARY KEY ("PaymentId")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123022905_Initial') THEN
    CREATE TABLE "SagaTransitions" (
        "Position" bigint GENERATED BY DEFAULT AS IDENTITY,
        "SagaType" character varying(200) NOT NULL,
        "SagaId" uuid NOT NULL,
        "Version" integer NOT NULL,
        "Event" character varying(200) NOT NULL,
        "FromState" character varying(100) NOT NULL,
        "ToState" character varying(100) NOT NULL,
        "At" timestamp with time zone NOT NULL,
        "MessageId" uuid,
        "ConversationId" uuid,
        "Changes" text NOT NULL,
        "Messages" text NOT NULL,
        CONSTRAINT "PK_SagaTransitions" PRIMARY KEY ("Position")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123022905_Initial') THEN
    CREATE TABLE "SimulatedCharges" (
        "PaymentId" uuid NOT NULL,
        "OrderId" uuid NOT NULL,
        "PaymentToken" character varying(128) NOT NULL,
        "Amount" numeric(18,4) NOT NULL,
        "Currency" character varying(3) NOT NULL,
        "State" character varying(16) NOT NULL,
        "ChargeId" character varying(255),
        "DeclineCode" character varying(100),
        "Attempts" integer NOT NULL,
        "CreatedAt" timestamp with time zone NOT NULL,
        "UpdatedAt" timestamp with time zone NOT NULL,
        CONSTRAINT "PK_SimulatedCharges" PRIMARY KEY ("PaymentId")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123022905_Initial') THEN
    CREATE INDEX "IX_DeadLetters_DeadAt" ON "DeadLetters" ("DeadAt");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123022905_Initial') THEN
    CREATE INDEX "IX_DeadLetters_Endpoint" ON "DeadLetters" ("Endpoint");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123022905_Initial') THEN
    CREATE INDEX "IX_DeadLetters_SagaId" ON "DeadLetters" ("SagaId");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123022905_Initial') THEN
    CREATE INDEX "IX_IdempotencyKeys_CreatedAt" ON "IdempotencyKeys" ("CreatedAt");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123022905_Initial') THEN
    CREATE INDEX "IX_InboxMessages_ReceivedAt" ON "InboxMessages" ("ReceivedAt");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123022905_Initial') THEN
    CREATE INDEX "IX_Orders_CurrentState_SubmittedAt" ON "Orders" ("CurrentState", "SubmittedAt");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123022905_Initial') THEN
    CREATE INDEX "IX_Orders_CustomerId_SubmittedAt" ON "Orders" ("CustomerId", "SubmittedAt");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123022905_Initial') THEN
    CREATE INDEX "IX_Orders_SubmittedAt_OrderId" ON "Orders" ("SubmittedAt", "OrderId");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123022905_Initial') THEN
    CREATE INDEX "IX_OutboxMessages_TokenId" ON "OutboxMessages" ("TokenId");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123022905_Initial') THEN
    CREATE INDEX "IX_OutboxMessages_VisibleAt" ON "OutboxMessages" ("VisibleAt");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123022905_Initial') THEN
    CREATE UNIQUE INDEX "IX_Payments_OrderId" ON "Payments" ("OrderId");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123022905_Initial') THEN
    CREATE UNIQUE INDEX "IX_SagaTransitions_SagaId_Version" ON "SagaTransitions" ("SagaId", "Version");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123022905_Initial') THEN
    CREATE INDEX "IX_SimulatedCharges_OrderId" ON "SimulatedCharges" ("OrderId");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123022905_Initial') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261123022905_Initial', '10.0.15');
    END IF;
END $EF$;
COMMIT;

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123053531_DefinitionVersion') THEN
    ALTER TABLE "Orders" ADD "DefinitionVersion" integer NOT NULL DEFAULT 0;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123053531_DefinitionVersion') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261123053531_DefinitionVersion', '10.0.15');
    END IF;
END $EF$;
COMMIT;

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123120855_Archive') THEN
    CREATE TABLE "ArchivedSagas" (
        "SagaId" uuid NOT NULL,
        "SagaType" character varying(200) NOT NULL,
        "CurrentState" character varying(100) NOT NULL,
        "Version" integer NOT NULL,
        "EndedAt" timestamp with time zone NOT NULL,
        "ArchivedAt" timestamp with time zone NOT NULL,
        "Saga" text NOT NULL,
        "History" text NOT NULL,
        "Rows" text NOT NULL,
        CONSTRAINT "PK_ArchivedSagas" PRIMARY KEY ("SagaId", "SagaType")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123120855_Archive') THEN
    CREATE INDEX "IX_DeadLetters_ConversationId" ON "DeadLetters" ("ConversationId");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123120855_Archive') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261123120855_Archive', '10.0.15');
    END IF;
END $EF$;
COMMIT;

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123190650_Operations') THEN
    DROP INDEX "IX_DeadLetters_ConversationId";
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123190650_Operations') THEN
    DROP INDEX "IX_DeadLetters_DeadAt";
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123190650_Operations') THEN
    DROP INDEX "IX_DeadLetters_Endpoint";
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123190650_Operations') THEN
    DROP INDEX "IX_DeadLetters_SagaId";
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123190650_Operations') THEN
    ALTER TABLE "SagaTransitions" ADD "TraceId" character(32);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123190650_Operations') THEN
    CREATE TABLE "AuditEntries" (
        "AuditEntryId" uuid NOT NULL,
        "At" timestamp with time zone NOT NULL,
        "Actor" character varying(200) NOT NULL,
        "Action" character varying(100) NOT NULL,
        "SubjectKind" character varying(100) NOT NULL,
        "SubjectId" character varying(200) NOT NULL,
        "SagaId" uuid,
        "Reason" character varying(2000),
        "Before" text,
        "After" text,
        CONSTRAINT "PK_AuditEntries" PRIMARY KEY ("AuditEntryId")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123190650_Operations') THEN
    CREATE TABLE "DataProtectionKeys" (
        "KeyId" uuid NOT NULL,
        "FriendlyName" character varying(200) NOT NULL,
        "Xml" text NOT NULL,
        "CreatedAt" timestamp with time zone NOT NULL,
        CONSTRAINT "PK_DataProtectionKeys" PRIMARY KEY ("KeyId")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123190650_Operations') THEN
    CREATE TABLE "JournaledMessages" (
        "OutboxId" uuid NOT NULL,
        "MessageId" uuid NOT NULL,
        "ConversationId" uuid,
        "DestinationAddress" character varying(1024) NOT NULL,
        "MessageTypes" text NOT NULL,
        "ContentType" character varying(256) NOT NULL,
        "Headers" text NOT NULL,
        "Body" text NOT NULL,
        "SagaId" uuid,
        "SagaVersion" integer,
        "CreatedAt" timestamp with time zone NOT NULL,
        "DueAt" timestamp with time zone,
        "LeftAt" timestamp with time zone NOT NULL,
        CONSTRAINT "PK_JournaledMessages" PRIMARY KEY ("OutboxId")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123190650_Operations') THEN
    CREATE TABLE "RetryJobItems" (
        "RetryJobId" uuid NOT NULL,
        "DeadLetterId" uuid NOT NULL,
        "DeadAt" timestamp with time zone NOT NULL,
        "Endpoint" character varying(256) NOT NULL,
        "ConsumerId" character varying(200),
        "MessageId" uuid,
        "State" character varying(20) NOT NULL,
        "SentAt" timestamp with time zone,
        CONSTRAINT "PK_RetryJobItems" PRIMARY KEY ("RetryJobId", "DeadLetterId")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123190650_Operations') THEN
    CREATE TABLE "RetryJobs" (
        "RetryJobId" uuid NOT NULL,
        "State" character varying(20) NOT NULL,
        "Actor" character varying(200) NOT NULL,
        "Reason" character varying(2000),
        "Filter" text NOT NULL,
        "Total" integer NOT NULL,
        "PerSecond" integer,
        "StopAfter" integer,
        "Forgiven" integer NOT NULL,
        "IsOpen" boolean NOT NULL,
        "LeasedBy" uuid,
        "LeasedUntil" timestamp with time zone,
        "StartedAt" timestamp with time zone NOT NULL,
        "EndedAt" timestamp with time zone,
        CONSTRAINT "PK_RetryJobs" PRIMARY KEY ("RetryJobId")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123190650_Operations') THEN
    CREATE TABLE "SagaAlerts" (
        "AlertId" uuid NOT NULL,
        "SagaType" character varying(200) NOT NULL,
        "SagaId" uuid NOT NULL,
        "SagaVersion" integer NOT NULL,
        "State" character varying(100) NOT NULL,
        "Since" timestamp with time zone NOT NULL,
        "OpenedAt" timestamp with time zone NOT NULL,
        "ClosedAt" timestamp with time zone,
        "AcknowledgedBy" character varying(200),
        "Note" character varying(1000),
        CONSTRAINT "PK_SagaAlerts" PRIMARY KEY ("AlertId")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123190650_Operations') THEN
    CREATE TABLE "ServiceInstances" (
        "InstanceId" uuid NOT NULL,
        "Name" character varying(200) NOT NULL,
        "Roles" character varying(100) NOT NULL,
        "Version" character varying(100) NOT NULL,
        "StartedAt" timestamp with time zone NOT NULL,
        "SeenAt" timestamp with time zone NOT NULL,
        CONSTRAINT "PK_ServiceInstances" PRIMARY KEY ("InstanceId")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123190650_Operations') THEN
    CREATE INDEX "IX_Orders_CurrentState_UpdatedAt" ON "Orders" ("CurrentState", "UpdatedAt");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123190650_Operations') THEN
    CREATE INDEX "IX_DeadLetters_ConversationId_DeadAt_DeadLetterId" ON "DeadLetters" ("ConversationId", "DeadAt", "DeadLetterId");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123190650_Operations') THEN
    CREATE INDEX "IX_DeadLetters_DeadAt_DeadLetterId" ON "DeadLetters" ("DeadAt", "DeadLetterId");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123190650_Operations') THEN
    CREATE INDEX "IX_DeadLetters_Endpoint_DeadAt_DeadLetterId" ON "DeadLetters" ("Endpoint", "DeadAt", "DeadLetterId");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123190650_Operations') THEN
    CREATE INDEX "IX_DeadLetters_SagaId_DeadAt_DeadLetterId" ON "DeadLetters" ("SagaId", "DeadAt", "DeadLetterId");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123190650_Operations') THEN
    CREATE INDEX "IX_AuditEntries_Action_At_AuditEntryId" ON "AuditEntries" ("Action", "At", "AuditEntryId");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123190650_Operations') THEN
    CREATE INDEX "IX_AuditEntries_Actor_Action_At_AuditEntryId" ON "AuditEntries" ("Actor", "Action", "At", "AuditEntryId");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123190650_Operations') THEN
    CREATE INDEX "IX_AuditEntries_Actor_At_AuditEntryId" ON "AuditEntries" ("Actor", "At", "AuditEntryId");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123190650_Operations') THEN
    CREATE INDEX "IX_AuditEntries_At_AuditEntryId" ON "AuditEntries" ("At", "AuditEntryId");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123190650_Operations') THEN
    CREATE INDEX "IX_AuditEntries_SagaId_At_AuditEntryId" ON "AuditEntries" ("SagaId", "At", "AuditEntryId");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123190650_Operations') THEN
    CREATE INDEX "IX_AuditEntries_SubjectId_At_AuditEntryId" ON "AuditEntries" ("SubjectId", "At", "AuditEntryId");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123190650_Operations') THEN
    CREATE INDEX "IX_AuditEntries_SubjectKind_At_AuditEntryId" ON "AuditEntries" ("SubjectKind", "At", "AuditEntryId");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123190650_Operations') THEN
    CREATE INDEX "IX_JournaledMessages_LeftAt" ON "JournaledMessages" ("LeftAt");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123190650_Operations') THEN
    CREATE INDEX "IX_JournaledMessages_MessageId" ON "JournaledMessages" ("MessageId");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123190650_Operations') THEN
    CREATE INDEX "IX_RetryJobItems_RetryJobId_State_DeadAt" ON "RetryJobItems" ("RetryJobId", "State", "DeadAt");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123190650_Operations') THEN
    CREATE INDEX "IX_RetryJobs_IsOpen" ON "RetryJobs" ("IsOpen");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123190650_Operations') THEN
    CREATE INDEX "IX_RetryJobs_StartedAt_RetryJobId" ON "RetryJobs" ("StartedAt", "RetryJobId");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123190650_Operations') THEN
    CREATE INDEX "IX_SagaAlerts_ClosedAt_OpenedAt" ON "SagaAlerts" ("ClosedAt", "OpenedAt");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123190650_Operations') THEN
    CREATE UNIQUE INDEX "IX_SagaAlerts_SagaId_SagaVersion" ON "SagaAlerts" ("SagaId", "SagaVersion");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261123190650_Operations') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261123190650_Operations', '10.0.15');
    END IF;
END $EF$;
COMMIT;

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130044335_HistoryBySagaType') THEN
    DROP INDEX "IX_SagaTransitions_SagaId_Version";
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130044335_HistoryBySagaType') THEN
    DROP INDEX "IX_SagaAlerts_SagaId_SagaVersion";
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130044335_HistoryBySagaType') THEN
    ALTER TABLE "SagaTransitions" ADD "BeginsAgain" boolean NOT NULL DEFAULT FALSE;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130044335_HistoryBySagaType') THEN
    CREATE UNIQUE INDEX "IX_SagaTransitions_SagaId_SagaType_Version" ON "SagaTransitions" ("SagaId", "SagaType", "Version");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130044335_HistoryBySagaType') THEN
    CREATE UNIQUE INDEX "IX_SagaAlerts_SagaId_SagaType_SagaVersion" ON "SagaAlerts" ("SagaId", "SagaType", "SagaVersion");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130044335_HistoryBySagaType') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261130044335_HistoryBySagaType', '10.0.15');
    END IF;
END $EF$;
COMMIT;

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130044343_CallersAndArchivePositions') THEN
    ALTER TABLE "IdempotencyKeys" ADD "Caller" character varying(255);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130044343_CallersAndArchivePositions') THEN
    ALTER TABLE "ArchivedSagas" ADD "LastPosition" bigint;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130044343_CallersAndArchivePositions') THEN
    CREATE INDEX "IX_ArchivedSagas_SagaType_LastPosition" ON "ArchivedSagas" ("SagaType", "LastPosition");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130044343_CallersAndArchivePositions') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261130044343_CallersAndArchivePositions', '10.0.15');
    END IF;
END $EF$;
COMMIT;

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130050942_KeepMessagesAsTheyCame') THEN
    ALTER TABLE "OutboxMessages" ADD "Bytes" bytea;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130050942_KeepMessagesAsTheyCame') THEN
    ALTER TABLE "OutboxMessages" ADD "Wire" text;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130050942_KeepMessagesAsTheyCame') THEN
    ALTER TABLE "JournaledMessages" ADD "Bytes" bytea;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130050942_KeepMessagesAsTheyCame') THEN
    ALTER TABLE "JournaledMessages" ADD "Wire" text;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130050942_KeepMessagesAsTheyCame') THEN
    ALTER TABLE "DeadLetters" ADD "Bytes" bytea;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130050942_KeepMessagesAsTheyCame') THEN
    ALTER TABLE "DeadLetters" ADD "Wire" text;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130050942_KeepMessagesAsTheyCame') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261130050942_KeepMessagesAsTheyCame', '10.0.15');
    END IF;
END $EF$;
COMMIT;

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130105148_ProcessesTellMore') THEN
    ALTER TABLE "ServiceInstances" ADD "PausedQueues" text;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130105148_ProcessesTellMore') THEN
    ALTER TABLE "ServiceInstances" ADD "StoppingAt" timestamp with time zone;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130105148_ProcessesTellMore') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261130105148_ProcessesTellMore', '10.0.15');
    END IF;
END $EF$;
COMMIT;

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130152333_Incidents') THEN
    DROP INDEX "IX_RetryJobItems_RetryJobId_State_DeadAt";
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130152333_Incidents') THEN
    DROP INDEX "IX_Orders_CurrentState_UpdatedAt";
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130152333_Incidents') THEN
    DROP INDEX "IX_AuditEntries_Action_At_AuditEntryId";
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130152333_Incidents') THEN
    DROP INDEX "IX_AuditEntries_Actor_Action_At_AuditEntryId";
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130152333_Incidents') THEN
    DROP INDEX "IX_AuditEntries_Actor_At_AuditEntryId";
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130152333_Incidents') THEN
    DROP INDEX "IX_AuditEntries_SubjectKind_At_AuditEntryId";
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130152333_Incidents') THEN
    ALTER TABLE "SagaAlerts" ADD "AcknowledgedAt" timestamp with time zone;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130152333_Incidents') THEN
    ALTER TABLE "SagaAlerts" ADD "MovedAt" timestamp with time zone;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130152333_Incidents') THEN
    ALTER TABLE "SagaAlerts" ADD "MovedTo" character varying(100);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130152333_Incidents') THEN
    ALTER TABLE "SagaAlerts" ADD "RemindAt" timestamp with time zone;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130152333_Incidents') THEN
    ALTER TABLE "Orders" ADD "StateEnteredAt" timestamp with time zone NOT NULL DEFAULT TIMESTAMPTZ '-infinity';
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130152333_Incidents') THEN
    ALTER TABLE "DeadLetters" ADD "IsBeingRetried" boolean NOT NULL DEFAULT FALSE;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130152333_Incidents') THEN
    ALTER TABLE "DeadLetters" ADD "RetriedAt" timestamp with time zone;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130152333_Incidents') THEN
    ALTER TABLE "DeadLetters" ADD "RetriedBy" character varying(200);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130152333_Incidents') THEN
    ALTER TABLE "DeadLetters" ADD "RetriedMessageId" uuid;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130152333_Incidents') THEN
    ALTER TABLE "DeadLetters" ADD "RetryJobId" uuid;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130152333_Incidents') THEN
    ALTER TABLE "AuditEntries" ADD "RetryJobId" uuid;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130152333_Incidents') THEN
    CREATE TABLE "MinuteFigures" (
        "Minute" integer NOT NULL,
        "Figure" character varying(20) NOT NULL,
        "SagaType" character varying(200) NOT NULL,
        "State" character varying(100) NOT NULL,
        "Count" bigint NOT NULL,
        CONSTRAINT "PK_MinuteFigures" PRIMARY KEY ("Minute", "Figure", "SagaType", "State")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130152333_Incidents') THEN
    CREATE TABLE "ServiceStarts" (
        "InstanceId" uuid NOT NULL,
        "Name" character varying(200) NOT NULL,
        "Roles" character varying(100) NOT NULL,
        "Version" character varying(100) NOT NULL,
        "StartedAt" timestamp with time zone NOT NULL,
        CONSTRAINT "PK_ServiceStarts" PRIMARY KEY ("InstanceId")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130152333_Incidents') THEN
    CREATE INDEX "IX_RetryJobItems_RetryJobId_State_DeadAt_Endpoint" ON "RetryJobItems" ("RetryJobId", "State", "DeadAt", "Endpoint");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130152333_Incidents') THEN
    CREATE INDEX "IX_Orders_CurrentState_StateEnteredAt" ON "Orders" ("CurrentState", "StateEnteredAt");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130152333_Incidents') THEN
    CREATE INDEX "IX_DeadLetters_IsBeingRetried_DeadAt_DeadLetterId" ON "DeadLetters" ("IsBeingRetried", "DeadAt", "DeadLetterId");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130152333_Incidents') THEN
    CREATE INDEX "IX_AuditEntries_Action_At_AuditEntryId_RetryJobId" ON "AuditEntries" ("Action", "At", "AuditEntryId", "RetryJobId");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130152333_Incidents') THEN
    CREATE INDEX "IX_AuditEntries_Actor_Action_At_AuditEntryId_RetryJobId" ON "AuditEntries" ("Actor", "Action", "At", "AuditEntryId", "RetryJobId");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130152333_Incidents') THEN
    CREATE INDEX "IX_AuditEntries_Actor_At_AuditEntryId_RetryJobId" ON "AuditEntries" ("Actor", "At", "AuditEntryId", "RetryJobId");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130152333_Incidents') THEN
    CREATE INDEX "IX_AuditEntries_RetryJobId_At_AuditEntryId" ON "AuditEntries" ("RetryJobId", "At", "AuditEntryId");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130152333_Incidents') THEN
    CREATE INDEX "IX_AuditEntries_SubjectKind_At_AuditEntryId_RetryJobId" ON "AuditEntries" ("SubjectKind", "At", "AuditEntryId", "RetryJobId");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130152333_Incidents') THEN
    CREATE INDEX "IX_ServiceStarts_StartedAt" ON "ServiceStarts" ("StartedAt");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130152333_Incidents') THEN
    UPDATE "Orders" SET "StateEnteredAt" = COALESCE(
        (SELECT MAX(step."At") FROM "SagaTransitions" AS step
         WHERE step."SagaId" = "Orders"."OrderId" AND step."SagaType" = 'OrderState' AND step."FromState" <> step."ToState"),
        "UpdatedAt");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130152333_Incidents') THEN
    UPDATE "SagaAlerts" SET "Since" = COALESCE(
        (SELECT "Orders"."StateEnteredAt" FROM "Orders"
         WHERE "Orders"."OrderId" = "SagaAlerts"."SagaId" AND "Orders"."CurrentState" = "SagaAlerts"."State"
            AND "Orders"."StateEnteredAt" <= "SagaAlerts"."Since"),
        "Since")
    WHERE "ClosedAt" IS NULL AND "SagaType" = 'OrderState';
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130152333_Incidents') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261130152333_Incidents', '10.0.15');
    END IF;
END $EF$;
COMMIT;

