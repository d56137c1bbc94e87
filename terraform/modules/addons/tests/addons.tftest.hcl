mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_data "aws_region" {
    defaults = { region = "eu-central-1" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/mock" }
  }
}
mock_provider "helm" {}

variables {
  name             = "shop"
  cluster_name     = "shop"
  vpc_id           = "vpc-1"
  target_group_arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/shop/1"
  secret_prefix    = "shop"
  kms_key_arn      = "arn:aws:kms:eu-central-1:123456789012:key/mock"
}

run "charts" {
  assert {
    condition     = alltrue([for release in helm_release.this : can(regex("^\\d+\\.\\d+\\.\\d+$", release.version))])
    error_message = "Each chart is pinned."
  }
  assert {
    condition     = alltrue([for name, association in aws_eks_pod_identity_association.this : strcontains(helm_release.this[name].values[0], "\"name\": \"${association.service_account}\"")])
    error_message = "Each role is for the service account that the chart makes."
  }
  assert {
    condition     = !yamldecode(helm_release.this["aws-load-balancer-controller"].values[0]).enableServiceMutatorWebhook
    error_message = "No chart waits for the controller of the load balancer: all are made at once."
  }
}

run "least_privilege" {
  assert {
    condition = alltrue(flatten([
      for each in aws_iam_role_policy.this : [
        for statement in jsondecode(each.policy).Statement :
        !contains(statement.Action, "*") && (!contains(statement.Resource, "*") || alltrue([for action in statement.Action : can(regex(":(Describe|Get)", action))]))
      ]
    ]))
    error_message = "On everything there is one may look, and no more."
  }
  assert {
    condition     = strcontains(aws_iam_role_policy.this["external-secrets"].policy, ":secret:shop/*")
    error_message = "Secrets of this environment are mounted, and no others."
  }
}
