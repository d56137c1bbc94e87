# The owner, by whom migrations run: AWS makes the password, keeps it and renews it. It is in no state and no plan.
resource "aws_secretsmanager_secret_rotation" "owner" {
  secret_id          = aws_db_instance.primary.master_user_secret[0].secret_arn
  rotate_immediately = false

  rotation_rules {
    automatically_after_days = var.rotation_days
  }
}

# The application: `npm run migrate` makes the role with this password, and from then on it is renewed by itself. What
# runs asks for it again once the old one is refused.
ephemeral "random_password" "application" {
  length  = 40
  special = false
}

resource "aws_secretsmanager_secret" "application" {
  name                    = "${var.name}/database"
  description             = "How web, worker and relay sign in to the database."
  kms_key_id              = var.kms_key_arn
  recovery_window_in_days = 7
}

resource "aws_secretsmanager_secret_version" "application" {
  secret_id                = aws_secretsmanager_secret.application.id
  secret_string_wo_version = var.password_version
  secret_string_wo = jsonencode({
    engine   = "postgres"
    host     = aws_db_instance.primary.address
    port     = local.port
    dbname   = "quartermaster"
    username = "quartermaster"
    password = ephemeral.random_password.application.result
  })
}

resource "aws_security_group" "rotation" {
  name        = "${var.name}-rotation"
  description = "What renews the application's password."
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_egress_rule" "rotation_database" {
  security_group_id            = aws_security_group.rotation.id
  referenced_security_group_id = aws_security_group.this.id
  ip_protocol                  = "tcp"
  from_port                    = local.port
  to_port                      = local.port
}

resource "aws_vpc_security_group_egress_rule" "rotation_secrets" {
  security_group_id = aws_security_group.rotation.id
  cidr_ipv4         = var.vpc_cidr
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

data "aws_region" "here" {}
data "aws_partition" "here" {}

# It would be made by the first line that the function writes, and kept for ever.
resource "aws_cloudwatch_log_group" "rotation" {
  name              = "/aws/lambda/${var.name}-rotation"
  retention_in_days = var.log_days
  kms_key_id        = var.kms_key_arn
}

# AWS's own function, from its repository of applications.
resource "aws_serverlessapplicationrepository_cloudformation_stack" "rotation" {
  name           = "${var.name}-rotation"
  application_id = "arn:aws:serverlessrepo:us-east-1:297356227824:applications/SecretsManagerRDSPostgreSQLRotationSingleUser"
  capabilities   = ["CAPABILITY_IAM", "CAPABILITY_RESOURCE_POLICY"]
  parameters = {
    endpoint            = "https://secretsmanager.${data.aws_region.here.region}.${data.aws_partition.here.dns_suffix}"
    functionName        = "${var.name}-rotation"
    kmsKeyArn           = var.kms_key_arn
    excludeCharacters   = " !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
    vpcSubnetIds        = join(",", var.function_subnet_ids)
    vpcSecurityGroupIds = aws_security_group.rotation.id
  }

  depends_on = [aws_cloudwatch_log_group.rotation]
}

resource "aws_secretsmanager_secret_rotation" "application" {
  secret_id           = aws_secretsmanager_secret.application.id
  rotation_lambda_arn = aws_serverlessapplicationrepository_cloudformation_stack.rotation.outputs["RotationLambdaARN"]
  # The role does not exist before the first migration.
  rotate_immediately = false

  rotation_rules {
    automatically_after_days = var.rotation_days
  }

  # There is nothing to renew before there is a value, which waits for the database; the function does not.
  depends_on = [aws_secretsmanager_secret_version.application]
}
