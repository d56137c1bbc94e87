# What the product brings is used as it is: rules, routes, dashboards and the collection of logs are those that
# `npm test` runs on a real Prometheus.
locals {
  monitoring   = "${path.module}/../../monitoring"
  recording    = file("${local.monitoring}/rules/recording.yml")
  alerts       = file("${local.monitoring}/rules/alerts.yml")
  alertmanager = yamldecode(file("${local.monitoring}/alertmanager.yml"))
  prometheus   = yamldecode(file("${local.monitoring}/prometheus.yml"))
  vector       = yamldecode(file("${local.monitoring}/vector.yaml"))
  dashboards   = fileset("${local.monitoring}/dashboards", "*.json")
  region       = data.aws_region.here.region
  # Who is told: the receivers of the routes, and the topic of each.
  receivers = [for receiver in local.alertmanager.receivers : receiver.name]
}

data "aws_region" "here" {}
data "aws_caller_identity" "here" {}
data "aws_partition" "here" {}

resource "aws_sns_topic" "this" {
  for_each          = toset(local.receivers)
  name              = "${var.name}-${each.key}"
  kms_master_key_id = var.kms_key_arn
}

resource "aws_sns_topic_policy" "this" {
  for_each = aws_sns_topic.this
  arn      = each.value.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = ["aps.amazonaws.com", "cloudwatch.amazonaws.com"] }
      Action    = ["sns:Publish", "sns:GetTopicAttributes"]
      Resource  = each.value.arn
      Condition = { StringEquals = { "AWS:SourceAccount" = data.aws_caller_identity.here.account_id } }
    }]
  })
}

# An address of email has to be confirmed by its reader; an https address is that of a service that wakes people.
resource "aws_sns_topic_subscription" "this" {
  for_each  = { for receiver, endpoint in var.endpoints : receiver => endpoint if contains(local.receivers, receiver) }
  topic_arn = aws_sns_topic.this[each.key].arn
  protocol  = startswith(each.value, "https://") ? "https" : "email"
  endpoint  = each.value
}

resource "aws_cloudwatch_log_group" "prometheus" {
  name              = "/${var.name}/prometheus"
  retention_in_days = var.log_days
  kms_key_id        = var.kms_key_arn
}

resource "aws_prometheus_workspace" "this" {
  alias       = var.name
  kms_key_arn = var.kms_key_arn

  logging_configuration {
    log_group_arn = "${aws_cloudwatch_log_group.prometheus.arn}:*"
  }
}

resource "aws_prometheus_rule_group_namespace" "this" {
  for_each     = { recording = local.recording, alerts = local.alerts }
  name         = each.key
  workspace_id = aws_prometheus_workspace.this.id
  data         = each.value
}

# The routes are the product's; only who is told differs, since the managed Alertmanager tells topics.
resource "aws_prometheus_alert_manager_definition" "this" {
  workspace_id = aws_prometheus_workspace.this.id
  definition = yamlencode({
    alertmanager_config = yamlencode({
      route         = local.alertmanager.route
      inhibit_rules = local.alertmanager.inhibit_rules
      receivers = [for receiver in local.receivers : {
        name = receiver
        sns_configs = [{
          topic_arn     = aws_sns_topic.this[receiver].arn
          sigv4         = { region = local.region }
          send_resolved = true
          subject       = "{{ .Status }}: {{ .CommonLabels.alertname }} (${var.name})"
        }]
      }]
    })
  })
}
