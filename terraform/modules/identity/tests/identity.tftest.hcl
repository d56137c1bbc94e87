mock_provider "aws" {
  mock_resource "aws_secretsmanager_secret" {
    defaults = { arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:mock" }
  }
  mock_resource "aws_iam_openid_connect_provider" {
    defaults = { arn = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }
  }
}
mock_provider "tls" {
  mock_data "tls_certificate" {
    defaults = { certificates = [{ sha1_fingerprint = "0000000000000000000000000000000000000000" }] }
  }
}

variables {
  name             = "shop"
  repository       = "example/shop"
  environments     = ["staging", "production"]
  registry_arn     = "arn:aws:ecr:eu-central-1:123456789012:repository/shop"
  state_bucket_arn = "arn:aws:s3:::state"
  kms_key_arn      = "arn:aws:kms:eu-central-1:123456789012:key/mock"
}

run "who" {
  assert {
    condition = alltrue([
      for role in aws_iam_role.this :
      startswith(jsondecode(role.assume_role_policy).Statement[0].Condition.StringEquals["token.actions.githubusercontent.com:sub"], "repo:example/shop:")
      && !strcontains(role.assume_role_policy, "*")
    ])
    error_message = "Each role is for one kind of job of one repository, by its whole name."
  }
  assert {
    condition     = endswith(jsondecode(aws_iam_role.this["release-production"].assume_role_policy).Statement[0].Condition.StringEquals["token.actions.githubusercontent.com:sub"], ":environment:production")
    error_message = "Production is released from where somebody approves."
  }
}

run "what" {
  assert {
    condition = alltrue(flatten([
      for each in aws_iam_role_policy.this : [
        for statement in jsondecode(each.policy).Statement :
        !contains(flatten([statement.Action]), "*") && (!contains(statement.Resource, "*") || alltrue([for action in statement.Action : contains(["ecr:GetAuthorizationToken", "ec2:DescribeAvailabilityZones"], action)]))
      ]
    ]))
    error_message = "No role may do everything, nor anything to everything."
  }
  assert {
    condition     = !strcontains(aws_iam_role_policy.this["release-staging"].policy, "production") && !strcontains(aws_iam_role_policy.this["plan-production"].policy, "PutObject")
    error_message = "One environment does not touch the other's state, and who plans writes none."
  }
  assert {
    condition = alltrue(flatten([
      for each in aws_iam_role_policy.this : [
        for statement in jsondecode(each.policy).Statement :
        statement.Resource == [aws_secretsmanager_secret.keys["pipeline"].arn] || statement.Resource == [aws_secretsmanager_secret.keys["plan"].arn]
        if contains(statement.Action, "secretsmanager:GetSecretValue")
      ]
    ]))
    error_message = "The pipeline reads its own keys, and no secret of an environment."
  }
}

run "any_repository" {
  command = plan
  variables {
    repository = "example/*"
  }
  expect_failures = [var.repository]
}
