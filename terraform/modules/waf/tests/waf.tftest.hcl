mock_provider "aws" {
  mock_resource "aws_wafv2_web_acl" {
    defaults = { arn = "arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/shop/1" }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-central-1:123456789012:log-group:aws-waf-logs-shop" }
  }
}

variables {
  name                   = "shop"
  balancer_arn           = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/shop/1"
  requests_per_5_minutes = 10000
  log_days               = 30
  kms_key_arn            = "arn:aws:kms:eu-central-1:123456789012:key/mock"
}

run "second_line" {
  assert {
    condition     = aws_wafv2_web_acl_association.this.resource_arn == var.balancer_arn
    error_message = "It stands before the load balancer."
  }
  assert {
    condition     = length(aws_wafv2_web_acl.this.rule) == 5 && length(distinct([for rule in aws_wafv2_web_acl.this.rule : rule.priority])) == 5
    error_message = "Four groups of rules and a limit, one after the other."
  }
  assert {
    condition = length(setsubtract(
      ["SizeRestrictions_BODY", "SizeRestrictions_QUERYSTRING", "SQLi_BODY", "SQLi_QUERYARGUMENTS", "SQLiExtendedPatterns_BODY", "SQLiExtendedPatterns_QUERYARGUMENTS"],
      flatten([for rule in aws_wafv2_web_acl.this.rule : [for statement in rule.statement : [for group in statement.managed_rule_group_statement : group.rule_action_override[*].name]]]),
    )) == 0
    error_message = "What people type only counts, whether it comes in a body or in a question."
  }
  assert {
    condition     = length(aws_wafv2_web_acl_logging_configuration.this.redacted_fields) == 3 && startswith(aws_cloudwatch_log_group.this.name, "aws-waf-logs-")
    error_message = "Cookies, keys and queries are in no log."
  }
}
