IF OBJECT_ID(N'[__EFMigrationsHistory]') IS NULL
BEGIN
    CREATE TABLE [__EFMigrationsHistory] (
        [MigrationId] nvarchar(150) NOT NULL,
        [ProductVersion] nvarchar(32) NOT NULL,
        CONSTRAINT [PK___EFMigrationsHistory] PRIMARY KEY ([MigrationId])
    );
END;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123022908_Initial'
)
BEGIN
    CREATE TABLE [DeadLetters] (
        [DeadLetterId] uniqueidentifier NOT NULL,
        [MessageId] uniqueidentifier NULL,
        [ConversationId] uniqueidentifier NULL,
        [MessageTypes] nvarchar(max) NOT NULL,
        [Endpoint] nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [ConsumerId] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [SagaId] uniqueidentifier NULL,
        [ContentType] nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Headers] nvarchar(max) NOT NULL,
        [Body] nvarchar(max) NOT NULL,
        [Reason] nvarchar(2000) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [ExceptionType] nvarchar(500) COLLATE Latin1_General_100_BIN2 NULL,
        [ExceptionDetail] nvarchar(max) NULL,
        [Attempts] int NOT NULL,
        [DeadAt] datetime2 NOT NULL,
        CONSTRAINT [PK_DeadLetters] PRIMARY KEY ([DeadLetterId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123022908_Initial'
)
BEGIN
    CREATE TABLE [IdempotencyKeys] (
        [KeyHash] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Key] nvarchar(255) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [RequestHash] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [OrderId] uniqueidentifier NOT NULL,
        [Status] int NOT NULL,
        [ResponseBody] nvarchar(max) NOT NULL,
        [CreatedAt] datetime2 NOT NULL,
        CONSTRAINT [PK_IdempotencyKeys] PRIMARY KEY ([KeyHash])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123022908_Initial'
)
BEGIN
    CREATE TABLE [InboxMessages] (
        [MessageId] uniqueidentifier NOT NULL,
        [ConsumerId] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [ReceivedAt] datetime2 NOT NULL,
        CONSTRAINT [PK_InboxMessages] PRIMARY KEY ([MessageId], [ConsumerId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123022908_Initial'
)
BEGIN
    CREATE TABLE [Notifications] (
        [OrderId] uniqueidentifier NOT NULL,
        [Template] nvarchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [State] nvarchar(16) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Channel] nvarchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [At] datetime2 NOT NULL,
        [Reason] nvarchar(1000) COLLATE Latin1_General_100_BIN2 NULL,
        CONSTRAINT [PK_Notifications] PRIMARY KEY ([OrderId], [Template])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123022908_Initial'
)
BEGIN
    CREATE TABLE [Orders] (
        [OrderId] uniqueidentifier NOT NULL,
        [CurrentState] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Version] int NOT NULL,
        [CustomerId] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Email] nvarchar(254) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Currency] nvarchar(3) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Lines] nvarchar(max) NOT NULL,
        [Total] decimal(18,4) NOT NULL,
        [PaymentToken] nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [PaymentId] uniqueidentifier NULL,
        [Reason] nvarchar(1000) COLLATE Latin1_General_100_BIN2 NULL,
        [CustomerNotified] bit NULL,
        [PaymentTimeoutTokenId] uniqueidentifier NULL,
        [NotificationTimeoutTokenId] uniqueidentifier NULL,
        [SubmittedAt] datetime2 NOT NULL,
        [UpdatedAt] datetime2 NOT NULL,
        CONSTRAINT [PK_Orders] PRIMARY KEY ([OrderId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123022908_Initial'
)
BEGIN
    CREATE TABLE [OutboxMessages] (
        [OutboxId] uniqueidentifier NOT NULL,
        [Ordinal] int NOT NULL,
        [MessageId] uniqueidentifier NOT NULL,
        [ConversationId] uniqueidentifier NULL,
        [DestinationAddress] nvarchar(1024) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [MessageTypes] nvarchar(max) NOT NULL,
        [ContentType] nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Headers] nvarchar(max) NOT NULL,
        [Body] nvarchar(max) NOT NULL,
        [SagaId] uniqueidentifier NULL,
        [SagaVersion] int NULL,
        [CreatedAt] datetime2 NOT NULL,
        [DueAt] datetime2 NULL,
        [ExpiresAt] datetime2 NULL,
        [TokenId] uniqueidentifier NULL,
        [VisibleAt] datetime2 NOT NULL,
        CONSTRAINT [PK_OutboxMessages] PRIMARY KEY ([OutboxId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123022908_Initial'
)
BEGIN
    CREATE TABLE [Payments] (
        [PaymentId] uniqueidentifier NOT NULL,
        [OrderId] uniqueidentifier NOT NULL,
        [Amount] decimal(18,4) NULL,
        [Currency] nvarchar(3) COLLATE Latin1_General_100_BIN2 NULL,
        [PaymentToken] nvarchar(128) COLLATE Latin1_General_100_BIN2 NULL,
        [State] nvarchar(16) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [ChargeId] nvarchar(255) COLLATE Latin1_General_100_BIN2 NULL,
        [Reason] nvarchar(1000) COLLATE Latin1_General_100_BIN2 NULL,
        [StartedAt] datetime2 NOT NULL,
        [UpdatedAt] datetime2 NOT NULL,
        [Version] int NOT NULL,
        CONSTRAINT [PK_Payments] PRIMARY KEY ([PaymentId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123022908_Initial'
)
BEGIN
    CREATE TABLE [SagaTransitions] (
        [Position] bigint NOT NULL IDENTITY,
        [SagaType] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [SagaId] uniqueidentifier NOT NULL,
        [Version] int NOT NULL,
        [Event] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [FromState] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [ToState] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [At] datetime2 NOT NULL,
        [MessageId] uniqueidentifier NULL,
        [ConversationId] uniqueidentifier NULL,
        [Changes] nvarchar(max) NOT NULL,
        [Messages] nvarchar(max) NOT NULL,
        CONSTRAINT [PK_SagaTransitions] PRIMARY KEY ([Position])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123022908_Initial'
)
BEGIN
    CREATE TABLE [SimulatedCharges] (
        [PaymentId] uniqueidentifier NOT NULL,
        [OrderId] uniqueidentifier NOT NULL,
        [PaymentToken] nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Amount] decimal(18,4) NOT NULL,
        [Currency] nvarchar(3) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [State] nvarchar(16) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [ChargeId] nvarchar(255) COLLATE Latin1_General_100_BIN2 NULL,
        [DeclineCode] nvarchar(100) COLLATE Latin1_General_100_BIN2 NULL,
        [Attempts] int NOT NULL,
        [CreatedAt] datetime2 NOT NULL,
        [UpdatedAt] datetime2 NOT NULL,
        CONSTRAINT [PK_SimulatedCharges] PRIMARY KEY ([PaymentId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123022908_Initial'
)
BEGIN
    CREATE INDEX [IX_DeadLetters_DeadAt] ON [DeadLetters] ([DeadAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123022908_Initial'
)
BEGIN
    CREATE INDEX [IX_DeadLetters_Endpoint] ON [DeadLetters] ([Endpoint]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123022908_Initial'
)
BEGIN
    CREATE INDEX [IX_DeadLetters_SagaId] ON [DeadLetters] ([SagaId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123022908_Initial'
)
BEGIN
    CREATE INDEX [IX_IdempotencyKeys_CreatedAt] ON [IdempotencyKeys] ([CreatedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123022908_Initial'
)
BEGIN
    CREATE INDEX [IX_InboxMessages_ReceivedAt] ON [InboxMessages] ([ReceivedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123022908_Initial'
)
BEGIN
    CREATE INDEX [IX_Orders_CurrentState_SubmittedAt] ON [Orders] ([CurrentState], [SubmittedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123022908_Initial'
)
BEGIN
    CREATE INDEX [IX_Orders_CustomerId_SubmittedAt] ON [Orders] ([CustomerId], [SubmittedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123022908_Initial'
)
BEGIN
    CREATE INDEX [IX_Orders_SubmittedAt_OrderId] ON [Orders] ([SubmittedAt], [OrderId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123022908_Initial'
)
BEGIN
    CREATE INDEX [IX_OutboxMessages_TokenId] ON [OutboxMessages] ([TokenId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123022908_Initial'
)
BEGIN
    CREATE INDEX [IX_OutboxMessages_VisibleAt] ON [OutboxMessages] ([VisibleAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123022908_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Payments_OrderId] ON [Payments] ([OrderId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123022908_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_SagaTransitions_SagaId_Version] ON [SagaTransitions] ([SagaId], [Version]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123022908_Initial'
)
BEGIN
    CREATE INDEX [IX_SimulatedCharges_OrderId] ON [SimulatedCharges] ([OrderId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123022908_Initial'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261123022908_Initial', N'10.0.15');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123053534_DefinitionVersion'
)
BEGIN
    ALTER TABLE [Orders] ADD [DefinitionVersion] int NOT NULL DEFAULT 0;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123053534_DefinitionVersion'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261123053534_DefinitionVersion', N'10.0.15');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123120909_Archive'
)
BEGIN
    CREATE TABLE [ArchivedSagas] (
        [SagaId] uniqueidentifier NOT NULL,
        [SagaType] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [CurrentState] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Version] int NOT NULL,
        [EndedAt] datetime2 NOT NULL,
        [ArchivedAt] datetime2 NOT NULL,
        [Saga] nvarchar(max) NOT NULL,
        [History] nvarchar(max) NOT NULL,
        [Rows] nvarchar(max) NOT NULL,
        CONSTRAINT [PK_ArchivedSagas] PRIMARY KEY ([SagaId], [SagaType])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123120909_Archive'
)
BEGIN
    CREATE INDEX [IX_DeadLetters_ConversationId] ON [DeadLetters] ([ConversationId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123120909_Archive'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261123120909_Archive', N'10.0.15');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123190654_Operations'
)
BEGIN
    DROP INDEX [IX_DeadLetters_ConversationId] ON [DeadLetters];
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123190654_Operations'
)
BEGIN
    DROP INDEX [IX_DeadLetters_DeadAt] ON [DeadLetters];
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123190654_Operations'
)
BEGIN
    DROP INDEX [IX_DeadLetters_Endpoint] ON [DeadLetters];
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123190654_Operations'
)
BEGIN
    DROP INDEX [IX_DeadLetters_SagaId] ON [DeadLetters];
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123190654_Operations'
)
BEGIN
    ALTER TABLE [SagaTransitions] ADD [TraceId] char(32) COLLATE Latin1_General_100_BIN2 NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123190654_Operations'
)
BEGIN
    CREATE TABLE [AuditEntries] (
        [AuditEntryId] uniqueidentifier NOT NULL,
        [At] datetime2 NOT NULL,
        [Actor] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Action] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [SubjectKind] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [SubjectId] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [SagaId] uniqueidentifier NULL,
        [Reason] nvarchar(2000) COLLATE Latin1_General_100_BIN2 NULL,
        [Before] nvarchar(max) NULL,
        [After] nvarchar(max) NULL,
        CONSTRAINT [PK_AuditEntries] PRIMARY KEY ([AuditEntryId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123190654_Operations'
)
BEGIN
    CREATE TABLE [DataProtectionKeys] (
        [KeyId] uniqueidentifier NOT NULL,
        [FriendlyName] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Xml] nvarchar(max) NOT NULL,
        [CreatedAt] datetime2 NOT NULL,
        CONSTRAINT [PK_DataProtectionKeys] PRIMARY KEY ([KeyId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123190654_Operations'
)
BEGIN
    CREATE TABLE [JournaledMessages] (
        [OutboxId] uniqueidentifier NOT NULL,
        [MessageId] uniqueidentifier NOT NULL,
        [ConversationId] uniqueidentifier NULL,
        [DestinationAddress] nvarchar(1024) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [MessageTypes] nvarchar(max) NOT NULL,
        [ContentType] nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Headers] nvarchar(max) NOT NULL,
        [Body] nvarchar(max) NOT NULL,
        [SagaId] uniqueidentifier NULL,
        [SagaVersion] int NULL,
        [CreatedAt] datetime2 NOT NULL,
        [DueAt] datetime2 NULL,
        [LeftAt] datetime2 NOT NULL,
        CONSTRAINT [PK_JournaledMessages] PRIMARY KEY ([OutboxId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123190654_Operations'
)
BEGIN
    CREATE TABLE [RetryJobItems] (
        [RetryJobId] uniqueidentifier NOT NULL,
        [DeadLetterId] uniqueidentifier NOT NULL,
        [DeadAt] datetime2 NOT NULL,
        [Endpoint] nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [ConsumerId] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [MessageId] uniqueidentifier NULL,
        [State] nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [SentAt] datetime2 NULL,
        CONSTRAINT [PK_RetryJobItems] PRIMARY KEY ([RetryJobId], [DeadLetterId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123190654_Operations'
)
BEGIN
    CREATE TABLE [RetryJobs] (
        [RetryJobId] uniqueidentifier NOT NULL,
        [State] nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Actor] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Reason] nvarchar(2000) COLLATE Latin1_General_100_BIN2 NULL,
        [Filter] nvarchar(max) NOT NULL,
        [Total] int NOT NULL,
        [PerSecond] int NULL,
        [StopAfter] int NULL,
        [Forgiven] int NOT NULL,
        [IsOpen] bit NOT NULL,
        [LeasedBy] uniqueidentifier NULL,
        [LeasedUntil] datetime2 NULL,
        [StartedAt] datetime2 NOT NULL,
        [EndedAt] datetime2 NULL,
        CONSTRAINT [PK_RetryJobs] PRIMARY KEY ([RetryJobId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123190654_Operations'
)
BEGIN
    CREATE TABLE [SagaAlerts] (
        [AlertId] uniqueidentifier NOT NULL,
        [SagaType] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [SagaId] uniqueidentifier NOT NULL,
        [SagaVersion] int NOT NULL,
        [State] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Since] datetime2 NOT NULL,
        [OpenedAt] datetime2 NOT NULL,
        [ClosedAt] datetime2 NULL,
        [AcknowledgedBy] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [Note] nvarchar(1000) COLLATE Latin1_General_100_BIN2 NULL,
        CONSTRAINT [PK_SagaAlerts] PRIMARY KEY ([AlertId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123190654_Operations'
)
BEGIN
    CREATE TABLE [ServiceInstances] (
        [InstanceId] uniqueidentifier NOT NULL,
        [Name] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Roles] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Version] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [StartedAt] datetime2 NOT NULL,
        [SeenAt] datetime2 NOT NULL,
        CONSTRAINT [PK_ServiceInstances] PRIMARY KEY ([InstanceId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123190654_Operations'
)
BEGIN
    CREATE INDEX [IX_Orders_CurrentState_UpdatedAt] ON [Orders] ([CurrentState], [UpdatedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123190654_Operations'
)
BEGIN
    CREATE INDEX [IX_DeadLetters_ConversationId_DeadAt_DeadLetterId] ON [DeadLetters] ([ConversationId], [DeadAt], [DeadLetterId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123190654_Operations'
)
BEGIN
    CREATE INDEX [IX_DeadLetters_DeadAt_DeadLetterId] ON [DeadLetters] ([DeadAt], [DeadLetterId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123190654_Operations'
)
BEGIN
    CREATE INDEX [IX_DeadLetters_Endpoint_DeadAt_DeadLetterId] ON [DeadLetters] ([Endpoint], [DeadAt], [DeadLetterId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123190654_Operations'
)
BEGIN
    CREATE INDEX [IX_DeadLetters_SagaId_DeadAt_DeadLetterId] ON [DeadLetters] ([SagaId], [DeadAt], [DeadLetterId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123190654_Operations'
)
BEGIN
    CREATE INDEX [IX_AuditEntries_Action_At_AuditEntryId] ON [AuditEntries] ([Action], [At], [AuditEntryId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123190654_Operations'
)
BEGIN
    CREATE INDEX [IX_AuditEntries_Actor_Action_At_AuditEntryId] ON [AuditEntries] ([Actor], [Action], [At], [AuditEntryId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123190654_Operations'
)
BEGIN
    CREATE INDEX [IX_AuditEntries_Actor_At_AuditEntryId] ON [AuditEntries] ([Actor], [At], [AuditEntryId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123190654_Operations'
)
BEGIN
    CREATE INDEX [IX_AuditEntries_At_AuditEntryId] ON [AuditEntries] ([At], [AuditEntryId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123190654_Operations'
)
BEGIN
    CREATE INDEX [IX_AuditEntries_SagaId_At_AuditEntryId] ON [AuditEntries] ([SagaId], [At], [AuditEntryId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123190654_Operations'
)
BEGIN
    CREATE INDEX [IX_AuditEntries_SubjectId_At_AuditEntryId] ON [AuditEntries] ([SubjectId], [At], [AuditEntryId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123190654_Operations'
)
BEGIN
    CREATE INDEX [IX_AuditEntries_SubjectKind_At_AuditEntryId] ON [AuditEntries] ([SubjectKind], [At], [AuditEntryId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123190654_Operations'
)
BEGIN
    CREATE INDEX [IX_JournaledMessages_LeftAt] ON [JournaledMessages] ([LeftAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123190654_Operations'
)
BEGIN
    CREATE INDEX [IX_JournaledMessages_MessageId] ON [JournaledMessages] ([MessageId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123190654_Operations'
)
BEGIN
    CREATE INDEX [IX_RetryJobItems_RetryJobId_State_DeadAt] ON [RetryJobItems] ([RetryJobId], [State], [DeadAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123190654_Operations'
)
BEGIN
    CREATE INDEX [IX_RetryJobs_IsOpen] ON [RetryJobs] ([IsOpen]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123190654_Operations'
)
BEGIN
    CREATE INDEX [IX_RetryJobs_StartedAt_RetryJobId] ON [RetryJobs] ([StartedAt], [RetryJobId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123190654_Operations'
)
BEGIN
    CREATE INDEX [IX_SagaAlerts_ClosedAt_OpenedAt] ON [SagaAlerts] ([ClosedAt], [OpenedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123190654_Operations'
)
BEGIN
    CREATE UNIQUE INDEX [IX_SagaAlerts_SagaId_SagaVersion] ON [SagaAlerts] ([SagaId], [SagaVersion]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123190654_Operations'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261123190654_Operations', N'10.0.15');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130044340_HistoryBySagaType'
)
BEGIN
    DROP INDEX [IX_SagaTransitions_SagaId_Version] ON [SagaTransitions];
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130044340_HistoryBySagaType'
)
BEGIN
    DROP INDEX [IX_SagaAlerts_SagaId_SagaVersion] ON [SagaAlerts];
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130044340_HistoryBySagaType'
)
BEGIN
    ALTER TABLE [SagaTransitions] ADD [BeginsAgain] bit NOT NULL DEFAULT CAST(0 AS bit);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130044340_HistoryBySagaType'
)
BEGIN
    CREATE UNIQUE INDEX [IX_SagaTransitions_SagaId_SagaType_Version] ON [SagaTransitions] ([SagaId], [SagaType], [Version]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130044340_HistoryBySagaType'
)
BEGIN
    CREATE UNIQUE INDEX [IX_SagaAlerts_SagaId_SagaType_SagaVersion] ON [SagaAlerts] ([SagaId], [SagaType], [SagaVersion]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130044340_HistoryBySagaType'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261130044340_HistoryBySagaType', N'10.0.15');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130044349_CallersAndArchivePositions'
)
BEGIN
    ALTER TABLE [IdempotencyKeys] ADD [Caller] nvarchar(255) COLLATE Latin1_General_100_BIN2 NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130044349_CallersAndArchivePositions'
)
BEGIN
    ALTER TABLE [ArchivedSagas] ADD [LastPosition] bigint NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130044349_CallersAndArchivePositions'
)
BEGIN
    CREATE INDEX [IX_ArchivedSagas_SagaType_LastPosition] ON [ArchivedSagas] ([SagaType], [LastPosition]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130044349_CallersAndArchivePositions'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261130044349_CallersAndArchivePositions', N'10.0.15');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130050947_KeepMessagesAsTheyCame'
)
BEGIN
    ALTER TABLE [OutboxMessages] ADD [Bytes] varbinary(max) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130050947_KeepMessagesAsTheyCame'
)
BEGIN
    ALTER TABLE [OutboxMessages] ADD [Wire] nvarchar(max) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130050947_KeepMessagesAsTheyCame'
)
BEGIN
    ALTER TABLE [JournaledMessages] ADD [Bytes] varbinary(max) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130050947_KeepMessagesAsTheyCame'
)
BEGIN
    ALTER TABLE [JournaledMessages] ADD [Wire] nvarchar(max) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130050947_KeepMessagesAsTheyCame'
)
BEGIN
    ALTER TABLE [DeadLetters] ADD [Bytes] varbinary(max) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130050947_KeepMessagesAsTheyCame'
)
BEGIN
    ALTER TABLE [DeadLetters] ADD [Wire] nvarchar(max) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130050947_KeepMessagesAsTheyCame'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261130050947_KeepMessagesAsTheyCame', N'10.0.15');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130105154_ProcessesTellMore'
)
BEGIN
    ALTER TABLE [ServiceInstances] ADD [PausedQueues] nvarchar(max) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130105154_ProcessesTellMore'
)
BEGIN
    ALTER TABLE [ServiceInstances] ADD [StoppingAt] datetime2 NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130105154_ProcessesTellMore'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261130105154_ProcessesTellMore', N'10.0.15');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130152336_Incidents'
)
BEGIN
    DROP INDEX [IX_RetryJobItems_RetryJobId_State_DeadAt] ON [RetryJobItems];
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130152336_Incidents'
)
BEGIN
    DROP INDEX [IX_Orders_CurrentState_UpdatedAt] ON [Orders];
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130152336_Incidents'
)
BEGIN
    DROP INDEX [IX_AuditEntries_Action_At_AuditEntryId] ON [AuditEntries];
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130152336_Incidents'
)
BEGIN
    DROP INDEX [IX_AuditEntries_Actor_Action_At_AuditEntryId] ON [AuditEntries];
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130152336_Incidents'
)
BEGIN
    DROP INDEX [IX_AuditEntries_Actor_At_AuditEntryId] ON [AuditEntries];
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130152336_Incidents'
)
BEGIN
    DROP INDEX [IX_AuditEntries_SubjectKind_At_AuditEntryId] ON [AuditEntries];
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130152336_Incidents'
)
BEGIN
    ALTER TABLE [SagaAlerts] ADD [AcknowledgedAt] datetime2 NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130152336_Incidents'
)
BEGIN
    ALTER TABLE [SagaAlerts] ADD [MovedAt] datetime2 NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130152336_Incidents'
)
BEGIN
    ALTER TABLE [SagaAlerts] ADD [MovedTo] nvarchar(100) COLLATE Latin1_General_100_BIN2 NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130152336_Incidents'
)
BEGIN
    ALTER TABLE [SagaAlerts] ADD [RemindAt] datetime2 NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130152336_Incidents'
)
BEGIN
    ALTER TABLE [Orders] ADD [StateEnteredAt] datetime2 NOT NULL DEFAULT '0001-01-01T00:00:00.0000000';
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130152336_Incidents'
)
BEGIN
    ALTER TABLE [DeadLetters] ADD [IsBeingRetried] bit NOT NULL DEFAULT CAST(0 AS bit);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130152336_Incidents'
)
BEGIN
    ALTER TABLE [DeadLetters] ADD [RetriedAt] datetime2 NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130152336_Incidents'
)
BEGIN
    ALTER TABLE [DeadLetters] ADD [RetriedBy] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130152336_Incidents'
)
BEGIN
    ALTER TABLE [DeadLetters] ADD [RetriedMessageId] uniqueidentifier NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130152336_Incidents'
)
BEGIN
    ALTER TABLE [DeadLetters] ADD [RetryJobId] uniqueidentifier NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130152336_Incidents'
)
BEGIN
    ALTER TABLE [AuditEntries] ADD [RetryJobId] uniqueidentifier NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130152336_Incidents'
)
BEGIN
    CREATE TABLE [MinuteFigures] (
        [Minute] int NOT NULL,
        [Figure] nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [SagaType] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [State] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Count] bigint NOT NULL,
        CONSTRAINT [PK_MinuteFigures] PRIMARY KEY ([Minute], [Figure], [SagaType], [State])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130152336_Incidents'
)
BEGIN
    CREATE TABLE [ServiceStarts] (
        [InstanceId] uniqueidentifier NOT NULL,
        [Name] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Roles] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Version] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [StartedAt] datetime2 NOT NULL,
        CONSTRAINT [PK_ServiceStarts] PRIMARY KEY ([InstanceId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130152336_Incidents'
)
BEGIN
    CREATE INDEX [IX_RetryJobItems_RetryJobId_State_DeadAt_Endpoint] ON [RetryJobItems] ([RetryJobId], [State], [DeadAt], [Endpoint]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130152336_Incidents'
)
BEGIN
    CREATE INDEX [IX_Orders_CurrentState_StateEnteredAt] ON [Orders] ([CurrentState], [StateEnteredAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130152336_Incidents'
)
BEGIN
    CREATE INDEX [IX_DeadLetters_IsBeingRetried_DeadAt_DeadLetterId] ON [DeadLetters] ([IsBeingRetried], [DeadAt], [DeadLetterId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130152336_Incidents'
)
BEGIN
    CREATE INDEX [IX_AuditEntries_Action_At_AuditEntryId_RetryJobId] ON [AuditEntries] ([Action], [At], [AuditEntryId], [RetryJobId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130152336_Incidents'
)
BEGIN
    CREATE INDEX [IX_AuditEntries_Actor_Action_At_AuditEntryId_RetryJobId] ON [AuditEntries] ([Actor], [Action], [At], [AuditEntryId], [RetryJobId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130152336_Incidents'
)
BEGIN
    CREATE INDEX [IX_AuditEntries_Actor_At_AuditEntryId_RetryJobId] ON [AuditEntries] ([Actor], [At], [AuditEntryId], [RetryJobId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130152336_Incidents'
)
BEGIN
    CREATE INDEX [IX_AuditEntries_RetryJobId_At_AuditEntryId] ON [AuditEntries] ([RetryJobId], [At], [AuditEntryId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130152336_Incidents'
)
BEGIN
    CREATE INDEX [IX_AuditEntries_SubjectKind_At_AuditEntryId_RetryJobId] ON [AuditEntries] ([SubjectKind], [At], [AuditEntryId], [RetryJobId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130152336_Incidents'
)
BEGIN
    CREATE INDEX [IX_ServiceStarts_StartedAt] ON [ServiceStarts] ([StartedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130152336_Incidents'
)
BEGIN
    UPDATE [Orders] SET [StateEnteredAt] = COALESCE(
        (SELECT MAX(step.[At]) FROM [SagaTransitions] AS step
         WHERE step.[SagaId] = [Orders].[OrderId] AND step.[SagaType] = 'OrderState' AND step.[FromState] <> step.[ToState]),
        [UpdatedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130152336_Incidents'
)
BEGIN
    UPDATE [SagaAlerts] SET [Since] = COALESCE(
        (SELECT [Orders].[StateEnteredAt] FROM [Orders]
         WHERE [Orders].[OrderId] = [SagaAlerts].[SagaId] AND [Orders].[CurrentState] = [SagaAlerts].[State]
            AND [Orders].[StateEnteredAt] <= [SagaAlerts].[Since]),
        [Since])
    WHERE [ClosedAt] IS NULL AND [SagaType] = 'OrderState';
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130152336_Incidents'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261130152336_Incidents', N'10.0.15');
END;

COMMIT;
GO

