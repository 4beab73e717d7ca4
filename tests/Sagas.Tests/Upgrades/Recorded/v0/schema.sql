CREATE TABLE "DeadLetters" (
    "DeadLetterId" TEXT NOT NULL CONSTRAINT "PK_DeadLetters" PRIMARY KEY,
    "MessageId" TEXT NULL,
    "ConversationId" TEXT NULL,
    "MessageTypes" TEXT NOT NULL,
    "Endpoint" TEXT NOT NULL,
    "ConsumerId" TEXT NULL,
    "SagaId" TEXT NULL,
    "ContentType" TEXT NOT NULL,
    "Headers" TEXT NOT NULL,
    "Body" TEXT NOT NULL,
    "Reason" TEXT NOT NULL,
    "ExceptionType" TEXT NULL,
    "ExceptionDetail" TEXT NULL,
    "Attempts" INTEGER NOT NULL,
    "DeadAt" TEXT NOT NULL
);
CREATE TABLE "IdempotencyKeys" (
    "KeyHash" TEXT NOT NULL CONSTRAINT "PK_IdempotencyKeys" PRIMARY KEY,
    "Key" TEXT NOT NULL,
    "RequestHash" TEXT NOT NULL,
    "OrderId" TEXT NOT NULL,
    "Status" INTEGER NOT NULL,
    "ResponseBody" TEXT NOT NULL,
    "CreatedAt" TEXT NOT NULL
);
CREATE TABLE "InboxMessages" (
    "MessageId" TEXT NOT NULL,
    "ConsumerId" TEXT NOT NULL,
    "ReceivedAt" TEXT NOT NULL,
    CONSTRAINT "PK_InboxMessages" PRIMARY KEY ("MessageId", "ConsumerId")
);
CREATE TABLE "Notifications" (
    "OrderId" TEXT NOT NULL,
    "Template" TEXT NOT NULL,
    "State" TEXT NOT NULL,
    "Channel" TEXT NOT NULL,
    "At" TEXT NOT NULL,
    "Reason" TEXT NULL,
    CONSTRAINT "PK_Notifications" PRIMARY KEY ("OrderId", "Template")
);
CREATE TABLE "Orders" (
    "OrderId" TEXT NOT NULL CONSTRAINT "PK_Orders" PRIMARY KEY,
    "CurrentState" TEXT NOT NULL,
    "Version" INTEGER NOT NULL,
    "CustomerId" TEXT NOT NULL,
    "Email" TEXT NOT NULL,
    "Currency" TEXT NOT NULL,
    "Lines" TEXT NOT NULL,
    "Total" TEXT NOT NULL,
    "PaymentToken" TEXT NOT NULL,
    "PaymentId" TEXT NULL,
    "Reason" TEXT NULL,
    "CustomerNotified" INTEGER NULL,
    "PaymentTimeoutTokenId" TEXT NULL,
    "NotificationTimeoutTokenId" TEXT NULL,
    "SubmittedAt" TEXT NOT NULL,
    "UpdatedAt" TEXT NOT NULL
);
CREATE TABLE "OutboxMessages" (
    "OutboxId" TEXT NOT NULL CONSTRAINT "PK_OutboxMessages" PRIMARY KEY,
    "Ordinal" INTEGER NOT NULL,
    "MessageId" TEXT NOT NULL,
    "ConversationId" TEXT NULL,
    "DestinationAddress" TEXT NOT NULL,
    "MessageTypes" TEXT NOT NULL,
    "ContentType" TEXT NOT NULL,
    "Headers" TEXT NOT NULL,
    "Body" TEXT NOT NULL,
    "SagaId" TEXT NULL,
    "SagaVersion" INTEGER NULL,
    "CreatedAt" TEXT NOT NULL,
    "DueAt" TEXT NULL,
    "ExpiresAt" TEXT NULL,
    "TokenId" TEXT NULL,
    "VisibleAt" TEXT NOT NULL
);
CREATE TABLE "Payments" (
    "PaymentId" TEXT NOT NULL CONSTRAINT "PK_Payments" PRIMARY KEY,
    "OrderId" TEXT NOT NULL,
    "Amount" TEXT NULL,
    "Currency" TEXT NULL,
    "PaymentToken" TEXT NULL,
    "State" TEXT NOT NULL,
    "ChargeId" TEXT NULL,
    "Reason" TEXT NULL,
    "StartedAt" TEXT NOT NULL,
    "UpdatedAt" TEXT NOT NULL,
    "Version" INTEGER NOT NULL
);
CREATE TABLE "SagaTransitions" (
    "Position" INTEGER NOT NULL CONSTRAINT "PK_SagaTransitions" PRIMARY KEY AUTOINCREMENT,
    "SagaType" TEXT NOT NULL,
    "SagaId" TEXT NOT NULL,
    "Version" INTEGER NOT NULL,
    "Event" TEXT NOT NULL,
    "FromState" TEXT NOT NULL,
    "ToState" TEXT NOT NULL,
    "At" TEXT NOT NULL,
    "MessageId" TEXT NULL,
    "ConversationId" TEXT NULL,
    "Changes" TEXT NOT NULL,
    "Messages" TEXT NOT NULL
);
CREATE TABLE "SimulatedCharges" (
    "PaymentId" TEXT NOT NULL CONSTRAINT "PK_SimulatedCharges" PRIMARY KEY,
    "OrderId" TEXT NOT NULL,
    "PaymentToken" TEXT NOT NULL,
    "Amount" TEXT NOT NULL,
    "Currency" TEXT NOT NULL,
    "State" TEXT NOT NULL,
    "ChargeId" TEXT NULL,
    "DeclineCode" TEXT NULL,
    "Attempts" INTEGER NOT NULL,
    "CreatedAt" TEXT NOT NULL,
    "UpdatedAt" TEXT NOT NULL
);
CREATE TABLE "__EFMigrationsHistory" (
    "MigrationId" TEXT NOT NULL CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY,
    "ProductVersion" TEXT NOT NULL
);
CREATE INDEX "IX_DeadLetters_DeadAt" ON "DeadLetters" ("DeadAt");
CREATE INDEX "IX_DeadLetters_Endpoint" ON "DeadLetters" ("Endpoint");
CREATE INDEX "IX_DeadLetters_SagaId" ON "DeadLetters" ("SagaId");
CREATE INDEX "IX_IdempotencyKeys_CreatedAt" ON "IdempotencyKeys" ("CreatedAt");
CREATE INDEX "IX_InboxMessages_ReceivedAt" ON "InboxMessages" ("ReceivedAt");
CREATE INDEX "IX_Orders_CurrentState_SubmittedAt" ON "Orders" ("CurrentState", "SubmittedAt");
CREATE INDEX "IX_Orders_CustomerId_SubmittedAt" ON "Orders" ("CustomerId", "SubmittedAt");
CREATE INDEX "IX_Orders_SubmittedAt_OrderId" ON "Orders" ("SubmittedAt", "OrderId");
CREATE INDEX "IX_OutboxMessages_TokenId" ON "OutboxMessages" ("TokenId");
CREATE INDEX "IX_OutboxMessages_VisibleAt" ON "OutboxMessages" ("VisibleAt");
CREATE UNIQUE INDEX "IX_Payments_OrderId" ON "Payments" ("OrderId");
CREATE UNIQUE INDEX "IX_SagaTransitions_SagaId_Version" ON "SagaTransitions" ("SagaId", "Version");
CREATE INDEX "IX_SimulatedCharges_OrderId" ON "SimulatedCharges" ("OrderId");
