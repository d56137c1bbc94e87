mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { region = "eu-central-1" }
  }
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/mock" }
  }
  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:eu-central-1:123456789012:topic" }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-central-1:123456789012:log-group:mock" }
  }
  mock_resource "aws_prometheus_workspace" {
    defaults = {
      id                  = "ws-1"
      arn                 = "arn:aws:aps:eu-central-1:123456789012:workspace/ws-1"
      prometheus_endpoint = "https://aps-workspaces.eu-central-1.amazonaws.com/workspaces/ws-1/"
    }
  }
}
mock_provider "helm" {}
mock_provider "kubernetes" {}

variables {
  name                    = "shop"
  cluster_name            = "shop"
  namespace               = "quartermaster"
  endpoints               = { pager = "https://events.example.com/key", tickets = "tickets@example.com" }
  database_instances      = ["shop", "shop-replica-0"]
  database_free_gb_min    = 20
  cache_members           = ["shop-001", "shop-002"]
  balancer_arn_suffix     = "app/shop/1"
  target_group_arn_suffix = "targetgroup/shop/1"
  vault                   = "shop"
  head_bucket             = "shop-heads"
  log_days                = 30
  kms_key_arn             = "arn:aws:kms:eu-central-1:123456789012:key/mock"
}

run "alerts" {
  assert {
    condition     = aws_prometheus_rule_group_namespace.this["alerts"].data == file("../../monitoring/rules/alerts.yml") && aws_prometheus_rule_group_namespace.this["recording"].data == file("../../monitoring/rules/recording.yml")
    error_message = "The rules are those that the product is tested with."
  }
  assert {
    condition = alltrue(flatten([
      for group in yamldecode(aws_prometheus_rule_group_namespace.this["alerts"].data).groups : [
        for rule in group.rules : contains(["page", "ticket"], rule.labels.severity)
      ]
    ]))
    error_message = "Each alert is a page or a ticket."
  }
  assert {
    condition = alltrue([
      for receiver in concat([yamldecode(yamldecode(aws_prometheus_alert_manager_definition.this.definition).alertmanager_config).route.receiver],
      [for route in yamldecode(yamldecode(aws_prometheus_alert_manager_definition.this.definition).alertmanager_config).route.routes : route.receiver]) :
      contains(keys(aws_sns_topic_subscription.this), receiver)
    ])
    error_message = "Somebody hears of whatever the routes lead to."
  }
  assert {
    condition     = anytrue([for route in yamldecode(yamldecode(aws_prometheus_alert_manager_definition.this.definition).alertmanager_config).route.routes : route.receiver == "pager" && contains(route.matchers, "severity = page")])
    error_message = "A page goes to the pager."
  }
}

run "alarms" {
  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.this : length(alarm.alarm_actions) == 1])
    error_message = "Each alarm tells somebody."
  }
  assert {
    condition     = contains(keys(aws_cloudwatch_metric_alarm.this), "shop-replica-0-lag") && !contains(keys(aws_cloudwatch_metric_alarm.this), "shop-lag") && contains(keys(aws_cloudwatch_metric_alarm.this), "shop-storage")
    error_message = "Disks of all and lag of replicas are watched."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.this["silence"].treat_missing_data == "breaching"
    error_message = "When Prometheus says nothing, somebody is told."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.this["silence"].metric_name == "ResourceCount" && aws_cloudwatch_metric_alarm.this["silence"].dimensions["Resource"] == "IngestionRate"
    error_message = "What is used of a workspace is a count of resources, and the rate one of them: any other figure is missing for ever, and so is the silence."
  }
  assert {
    condition = alltrue([for name, metric in { failed = "Failed", aborted = "Aborted", expired = "Expired" } :
      aws_cloudwatch_metric_alarm.this["copies-${name}"].metric_name == "NumberOfBackupJobs${metric}" &&
      aws_cloudwatch_metric_alarm.this["copies-${name}"].comparison_operator == "GreaterThanThreshold" &&
      aws_cloudwatch_metric_alarm.this["copies-${name}"].threshold == 0 &&
      aws_cloudwatch_metric_alarm.this["copies-${name}"].evaluation_periods == 1 &&
      aws_cloudwatch_metric_alarm.this["copies-${name}"].treat_missing_data == "notBreaching" &&
      aws_cloudwatch_metric_alarm.this["copies-${name}"].dimensions == tomap({ BackupVaultName = "shop" })
    ])
    error_message = "One copy that is not made is told."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.this["copies-none"].treat_missing_data == "breaching" && aws_cloudwatch_metric_alarm.this["copies-none"].period * aws_cloudwatch_metric_alarm.this["copies-none"].evaluation_periods == 2 * 24 * 60 * 60
    error_message = "So is that none was made for two days, of which AWS says nothing: one day would end before a copy that begins late."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.this["shop-storage"].period == 60 && aws_cloudwatch_metric_alarm.this["shop-storage"].evaluation_periods == 5
    error_message = "All else is looked at each minute."
  }
  assert {
    condition     = alltrue([for topic in aws_sns_topic.this : topic.kms_master_key_id == var.kms_key_arn]) && aws_prometheus_workspace.this.kms_key_arn == var.kms_key_arn
    error_message = "What is told and kept is encrypted by our key."
  }
}

run "figures" {
  assert {
    condition = toset([for scrape in yamldecode(helm_release.this["prometheus"].values[0]).serverFiles["prometheus.yml"].scrape_configs : scrape.job_name]) == toset([
      for scrape in yamldecode(file("../../monitoring/prometheus.yml")).scrape_configs : scrape.job_name
    ])
    error_message = "Each process is scraped under the name that rules go by."
  }
  assert {
    condition     = length(kubernetes_config_map_v1.dashboard) == length(fileset("../../monitoring/dashboards", "*.json"))
    error_message = "Each dashboard is shown."
  }
  assert {
    condition     = yamldecode(helm_release.this["vector"].values[0]).customConfig.transforms.lines.source == yamldecode(file("../../monitoring/vector.yaml")).transforms.lines.source
    error_message = "Lines are read as the product describes."
  }
  assert {
    condition     = yamldecode(helm_release.this["vector"].values[0]).customConfig.sinks.heads.bucket == "shop-heads" && yamldecode(helm_release.this["vector"].values[0]).customConfig.sinks.heads.inputs == ["heads"] && yamldecode(helm_release.this["vector"].values[0]).customConfig.sinks.cloudwatch.inputs == ["lines"]
    error_message = "Heads of the audit trail go where nobody takes them back, and to the log as all lines do."
  }
  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.this["vector"].policy).Statement : statement.Action if strcontains(statement.Resource[0], "s3:::")] == [["s3:PutObject", "s3:ListBucket"]]
    error_message = "Who reads the log adds heads and does nothing else to their bucket."
  }
  assert {
    condition     = alltrue([for each in aws_iam_role_policy.this : !strcontains(each.policy, "\"*\"")])
    error_message = "No role may do anything to everything."
  }
}

run "nobody_hears" {
  command = plan
  variables {
    endpoints = { tickets = "tickets@example.com" }
  }
  expect_failures = [var.endpoints]
}
