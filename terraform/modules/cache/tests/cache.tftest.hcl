# `random` is not mocked: Terraform mocks no provider whose ephemeral resources are used.
mock_provider "aws" {}

variables {
  name                     = "shop"
  vpc_id                   = "vpc-1"
  subnet_ids               = ["subnet-a", "subnet-b", "subnet-c"]
  client_security_group_id = "sg-1"
  node_type                = "cache.r7g.large"
  nodes                    = 3
  backup_days              = 7
  kms_key_arn              = "arn:aws:kms:eu-central-1:123456789012:key/mock"
}

run "jobs_are_kept" {
  assert {
    condition     = contains([for each in aws_elasticache_parameter_group.this.parameter : "${each.name}=${each.value}"], "maxmemory-policy=noeviction")
    error_message = "Redis forgets no job to make room."
  }
  assert {
    condition     = aws_elasticache_replication_group.this.automatic_failover_enabled && aws_elasticache_replication_group.this.multi_az_enabled
    error_message = "A replica in another zone takes over by itself."
  }
  assert {
    condition     = aws_elasticache_replication_group.this.snapshot_retention_limit == 7
    error_message = "Snapshots are kept."
  }
}

run "closed" {
  assert {
    condition = alltrue([
      aws_elasticache_replication_group.this.at_rest_encryption_enabled,
      aws_elasticache_replication_group.this.transit_encryption_enabled,
      aws_elasticache_replication_group.this.transit_encryption_mode == "required",
      startswith(output.url, "rediss://"),
    ])
    error_message = "Encrypted at rest and on the way."
  }
  assert {
    condition     = aws_vpc_security_group_ingress_rule.cluster.cidr_ipv4 == null
    error_message = "The cluster reaches it, and no range of addresses."
  }
  assert {
    condition     = aws_elasticache_replication_group.this.auth_token == null && aws_secretsmanager_secret_version.this.secret_string == null
    error_message = "The state knows no password."
  }
}

run "one_node" {
  command = plan
  variables {
    nodes = 1
  }
  expect_failures = [var.nodes]
}
