-- Creates the database and the service's own logins. It can be run any number of times: passwords are set anew.
--
--     SQLCMDPASSWORD=… SAGAS_PASSWORD=… SAGAS_OWNER_PASSWORD=… sqlcmd -S server -U sa -b -I -i infra/sqlserver/create-logins.sql
--
-- sagas reads and writes, and cannot change tables; sagas_owner brings them up to date (--migrate). Neither is an administrator of the
-- server. Passwords must not contain a single quote.
IF DB_ID(N'Sagas') IS NULL
    CREATE DATABASE [Sagas];
GO

-- Readers do not wait for writers.
IF (SELECT [is_read_committed_snapshot_on] FROM [sys].[databases] WHERE [name] = N'Sagas') = 0
    ALTER DATABASE [Sagas] SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE;
GO

IF SUSER_ID(N'sagas') IS NULL
    CREATE LOGIN [sagas] WITH PASSWORD = N'$(SAGAS_PASSWORD)', DEFAULT_DATABASE = [Sagas];
ELSE
    ALTER LOGIN [sagas] WITH PASSWORD = N'$(SAGAS_PASSWORD)';
GO

IF SUSER_ID(N'sagas_owner') IS NULL
    CREATE LOGIN [sagas_owner] WITH PASSWORD = N'$(SAGAS_OWNER_PASSWORD)', DEFAULT_DATABASE = [Sagas];
ELSE
    ALTER LOGIN [sagas_owner] WITH PASSWORD = N'$(SAGAS_OWNER_PASSWORD)';
GO

USE [Sagas];
GO

IF USER_ID(N'sagas') IS NULL
    CREATE USER [sagas] FOR LOGIN [sagas];
IF USER_ID(N'sagas_owner') IS NULL
    CREATE USER [sagas_owner] FOR LOGIN [sagas_owner];
GO

ALTER ROLE [db_datareader] ADD MEMBER [sagas];
ALTER ROLE [db_datawriter] ADD MEMBER [sagas];
ALTER ROLE [db_owner] ADD MEMBER [sagas_owner];
GO
