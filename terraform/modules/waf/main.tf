locals {
  # AWS's own rules, and what of them only counts. What people type is ours to judge, in a body and in a question alike:
  # imports are long, and hold the HTML and the addresses of pictures that shops export; pages ask several questions in
  # one address, which is longer than the 2,048 characters that AWS allows, and people look for whatever names there
  # are. The product limits, parses and escapes all of it itself.
  groups = {
    AWSManagedRulesAmazonIpReputationList = []
    AWSManagedRulesCommonRuleSet = [
      "SizeRestrictions_BODY", "CrossSiteScripting_BODY", "GenericRFI_BODY", "GenericLFI_BODY",
      "SizeRestrictions_QUERYSTRING", "CrossSiteScripting_QUERYARGUMENTS", "GenericRFI_QUERYARGUMENTS",
      "GenericLFI_QUERYARGUMENTS", "RestrictedExtensions_QUERYARGUMENTS",
    ]
    AWSManagedRulesKnownBadInputsRuleSet = []
    AWSManagedRulesSQLiRuleSet = [
      "SQLi_BODY", "SQLiExtendedPatterns_BODY", "SQLi_QUERYARGUMENTS", "SQLiExtendedPatterns_QUERYARGUMENTS",
    ]
  }
  order = sort(keys(local.groups))
}

resource "aws_wafv2_web_acl" "this" {
  name  = var.name
  scope = "REGIONAL"

  default_action {
    allow {}
  }

  rule {
    name     = "rate"
    priority = 0

    action {
      block {
        custom_response {
          response_code = 429
        }
      }
    }

    statement {
      rate_based_statement {
        limit                 = var.requests_per_5_minutes
        evaluation_window_sec = 300
        aggregate_key_type    = "IP"
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "rate"
      sampled_requests_enabled   = true
    }
  }

  dynamic "rule" {
    for_each = local.order
    content {
      name     = rule.value
      priority = rule.key + 1

      override_action {
        none {}
      }

      statement {
        managed_rule_group_statement {
          name        = rule.value
          vendor_name = "AWS"

          dynamic "rule_action_override" {
            for_each = local.groups[rule.value]
            content {
              name = rule_action_override.value
              action_to_use {
                count {}
              }
            }
          }
        }
      }

      visibility_config {
        cloudwatch_metrics_enabled = true
        metric_name                = rule.value
        sampled_requests_enabled   = true
      }
    }
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = var.name
    sampled_requests_enabled   = true
  }
}

resource "aws_wafv2_web_acl_association" "this" {
  resource_arn = var.balancer_arn
  web_acl_arn  = aws_wafv2_web_acl.this.arn
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "aws-waf-logs-${var.name}"
  retention_in_days = var.log_days
  kms_key_id        = var.kms_key_arn
}

# Who was turned away, without what they carried.
resource "aws_wafv2_web_acl_logging_configuration" "this" {
  resource_arn            = aws_wafv2_web_acl.this.arn
  log_destination_configs = [aws_cloudwatch_log_group.this.arn]

  dynamic "redacted_fields" {
    for_each = ["cookie", "authorization"]
    content {
      single_header {
        name = redacted_fields.value
      }
    }
  }

  redacted_fields {
    query_string {}
  }

  logging_filter {
    default_behavior = "DROP"
    filter {
      behavior    = "KEEP"
      requirement = "MEETS_ANY"
      condition {
        action_condition {
          action = "BLOCK"
        }
      }
      condition {
        action_condition {
          action = "COUNT"
        }
      }
    }
  }
}
