# What Prometheus cannot see, or only as long as it lives.
locals {
  databases = { for place, id in var.database_instances : id => {
    storage = { metric = "FreeStorageSpace", below = var.database_free_gb_min * 1024 * 1024 * 1024, receiver = "pager" }
    memory  = { metric = "FreeableMemory", below = 256 * 1024 * 1024, receiver = "tickets" }
    cpu     = { metric = "CPUUtilization", above = 90, receiver = "tickets" }
    lag     = place == 0 ? null : { metric = "ReplicaLag", above = 30, receiver = "tickets" }
  } }
  caches = { for id in var.cache_members : id => {
    memory = { metric = "DatabaseMemoryUsagePercentage", above = 75, receiver = "pager" }
    cpu    = { metric = "EngineCPUUtilization", above = 80, receiver = "tickets" }
  } }
  balancer = {
    failing = { metric = "HTTPCode_ELB_5XX_Count", above = 20, statistic = "Sum", receiver = "pager" }
    nobody  = { metric = "HealthyHostCount", below = 1, statistic = "Minimum", receiver = "pager", group = true }
  }
  # A day of jobs at a time. What ends badly says so; jobs that nobody begins say nothing, so two days without a copy do.
  copies = {
    failed  = { metric = "NumberOfBackupJobsFailed", above = 0 }
    aborted = { metric = "NumberOfBackupJobsAborted", above = 0 }
    expired = { metric = "NumberOfBackupJobsExpired", above = 0 }
    none    = { metric = "NumberOfBackupJobsCompleted", below = 1, periods = 2, missing = "breaching" }
  }

  alarms = merge(
    merge([for id, figures in local.databases : { for name, figure in figures : "${id}-${name}" => merge(figure, {
      namespace = "AWS/RDS", dimensions = { DBInstanceIdentifier = id }
    }) if figure != null }]...),
    merge([for id, figures in local.caches : { for name, figure in figures : "${id}-${name}" => merge(figure, {
      namespace = "AWS/ElastiCache", dimensions = { CacheClusterId = id }
    }) }]...),
    { for name, figure in local.balancer : "balancer-${name}" => merge(figure, {
      namespace = "AWS/ApplicationELB"
      dimensions = merge({ LoadBalancer = var.balancer_arn_suffix },
      try(figure.group, false) ? { TargetGroup = var.target_group_arn_suffix } : {})
    }) },
    { for name, figure in local.copies : "copies-${name}" => merge({ periods = 1, missing = "notBreaching" }, figure, {
      namespace                                                              = "AWS/Backup", dimensions = { BackupVaultName = var.vault }, statistic = "Sum", receiver = "tickets", period = 86400
      says                                                                   = "A copy of database or files was not made: see terraform/modules/backup/README.md"
    }) },
    # Nothing was heard from the cluster's Prometheus, so no rule can speak.
    { silence = {
      metric     = "ResourceCount", namespace = "AWS/Usage", below = 1, receiver = "pager", missing = "breaching"
      dimensions = { Service = "Prometheus", Type = "Resource", Class = "None", Resource = "IngestionRate", ResourceId = aws_prometheus_workspace.this.id }
    } },
  )
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each            = local.alarms
  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = try(each.value.says, null)
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = try(each.value.statistic, "Average")
  comparison_operator = can(each.value.above) ? "GreaterThanThreshold" : "LessThanThreshold"
  threshold           = try(each.value.above, each.value.below)
  period              = try(each.value.period, 60)
  evaluation_periods  = try(each.value.periods, 5)
  treat_missing_data  = try(each.value.missing, "missing")
  alarm_actions       = [aws_sns_topic.this[each.value.receiver].arn]
  ok_actions          = [aws_sns_topic.this[each.value.receiver].arn]
}
