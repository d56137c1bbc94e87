mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { region = "eu-central-1" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/mock" }
  }
}
mock_provider "kubernetes" {}
mock_provider "helm" {}
variables {
  name          = "shop"
  cluster_name  = "shop"
  release_group = "release"
  image         = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  release       = "0123abc"
  host          = "shop.example.com"
  processes = {
    web           = { min = 3, max = 9, cpu_m = 500, cpu_m_max = 2000, memory_mi = 512, memory_mi_max = 1024, pool = 10, each_handles = 500 }
    relay         = { min = 2, max = 2, cpu_m = 100, cpu_m_max = 1000, memory_mi = 192, memory_mi_max = 384, pool = 5, each_handles = 1 }
    inventory     = { min = 2, max = 6, cpu_m = 100, cpu_m_max = 1000, memory_mi = 256, memory_mi_max = 512, pool = 5, each_handles = 100 }
    orders        = { min = 2, max = 6, cpu_m = 100, cpu_m_max = 1000, memory_mi = 256, memory_mi_max = 512, pool = 5, each_handles = 100 }
    users         = { min = 2, max = 2, cpu_m = 100, cpu_m_max = 1000, memory_mi = 192, memory_mi_max = 384, pool = 5, each_handles = 100 }
    notifications = { min = 2, max = 4, cpu_m = 100, cpu_m_max = 1000, memory_mi = 192, memory_mi_max = 384, pool = 5, each_handles = 100 }
  }
  database = {
    url              = "postgres://quartermaster@db:5432/quartermaster?sslmode=verify-full"
    owner_url        = "postgres://owner@db:5432/quartermaster?sslmode=verify-full"
    replica_urls     = ["postgres://quartermaster@r0:5432/quartermaster?sslmode=verify-full"]
    secret_arn       = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:application"
    owner_secret_arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:owner"
  }
  authorities          = "-----BEGIN CERTIFICATE-----"
  redis                = { url = "rediss://redis:6379", secret_name = "shop/redis-password" }
  store                = { url = "https://store.example.com", secret_name = "shop/upstash-token" }
  mounted_secrets      = { AUTH_SECRET = { name = "shop/auth-secret", version = "AWSCURRENT" } }
  secrets_revision     = "1-1-1"
  files_id             = "fs-1::fsap-1"
  target_group_arn     = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/shop/1"
  balancer_cidrs       = ["10.20.0.0/20"]
  data_cidrs           = ["10.20.128.0/20"]
  prometheus_url       = "http://prometheus-server.monitoring.svc:80"
  monitoring_namespace = "monitoring"
  kms_key_arn          = "arn:aws:kms:eu-central-1:123456789012:key/mock"
}

run "pods" {
  assert {
    condition = alltrue([
      for each in kubernetes_deployment_v1.this :
      each.spec[0].strategy[0].rolling_update[0].max_unavailable == "0" && each.wait_for_rollout
    ])
    error_message = "A rollout takes no pod away before another is ready, and is waited for."
  }
  assert {
    condition = alltrue([
      for spec in concat([for each in kubernetes_deployment_v1.this : each.spec[0].template[0].spec[0]], [kubernetes_job_v1.migrate.spec[0].template[0].spec[0], kubernetes_cron_job_v1.backup.spec[0].job_template[0].spec[0].template[0].spec[0]]) :
      spec.security_context[0].seccomp_profile[0].type == "RuntimeDefault" && tobool(spec.security_context[0].run_as_non_root) && !spec.automount_service_account_token && alltrue([
        for container in spec.container :
        container.security_context[0].read_only_root_filesystem && !container.security_context[0].privileged && !container.security_context[0].allow_privilege_escalation
        && contains(container.security_context[0].capabilities[0].drop, "ALL") && can(container.resources[0].limits["memory"]) && can(container.resources[0].requests["cpu"])
      ])
    ])
    error_message = "No pod has a privilege, a root that can be written, or no limits."
  }
  assert {
    condition = alltrue([
      for each in kubernetes_deployment_v1.this :
      each.spec[0].template[0].spec[0].termination_grace_period_seconds >= 13 + try(tonumber(each.spec[0].template[0].spec[0].container[0].lifecycle[0].pre_stop[0].exec[0].command[1]), 0) + 5
    ])
    error_message = "Each process has time to end in order: 13 s, and what it waits before."
  }
  assert {
    condition     = kubernetes_deployment_v1.this["web"].spec[0].template[0].spec[0].container[0].readiness_probe[0].http_get[0].path == "/api/health/ready" && length(kubernetes_deployment_v1.this["relay"].spec[0].template[0].spec[0].container[0].readiness_probe) == 0
    error_message = "Webs say when people can work; nobody sends work to the others."
  }
  assert {
    condition     = alltrue([for each in kubernetes_deployment_v1.this : length([for spread in each.spec[0].template[0].spec[0].topology_spread_constraint : spread if spread.topology_key == "topology.kubernetes.io/zone" && spread.when_unsatisfiable == "DoNotSchedule"]) == 1])
    error_message = "Pods are spread over zones."
  }
  assert {
    condition     = toset(keys(kubernetes_pod_disruption_budget_v1.this)) == toset(keys(kubernetes_deployment_v1.this))
    error_message = "Each process has its budget of disruptions."
  }
}

run "gate" {
  assert {
    condition     = kubernetes_job_v1.migrate.wait_for_completion && kubernetes_job_v1.migrate.spec[0].template[0].spec[0].container[0].image == var.image
    error_message = "The migration is of the same image, and waited for."
  }
  assert {
    condition = alltrue([
      for each in kubernetes_deployment_v1.this :
      !anytrue([for env in each.spec[0].template[0].spec[0].container[0].env : startswith(env.name, "MIGRATION_")])
    ]) && anytrue([for env in kubernetes_job_v1.migrate.spec[0].template[0].spec[0].container[0].env : env.name == "MIGRATION_DATABASE_URL"])
    error_message = "The owner of the database is known to the migration, and to no process that runs."
  }
  assert {
    condition     = kubernetes_cron_job_v1.backup.spec[0].suspend && length([for mount in kubernetes_cron_job_v1.backup.spec[0].job_template[0].spec[0].template[0].spec[0].container[0].volume_mount : mount if mount.name == "files" && tobool(mount.read_only)]) == 1
    error_message = "A backup is taken when somebody asks for it, and changes no file."
  }
}

run "secrets" {
  assert {
    condition = alltrue(flatten([
      for each in kubernetes_deployment_v1.this : [
        for env in each.spec[0].template[0].spec[0].container[0].env :
        !can(regex("(SECRET|PASSWORD|TOKEN|DSN)$", env.name)) && !can(regex("://[^/@]*:[^/@]*@", env.value))
      ]
    ]))
    error_message = "No value of a secret is in the environment of a pod."
  }
  assert {
    condition = toset([for env in kubernetes_deployment_v1.this["web"].spec[0].template[0].spec[0].container[0].env : env.name if endswith(env.name, "_FILE")]) == toset([
      for each in [for object in yamldecode(helm_release.objects.values[0]).objects : object if object.kind == "ExternalSecret"][0].spec.data : "${each.secretKey}_FILE"
    ])
    error_message = "What is mounted is what processes look for."
  }
  assert {
    condition     = [for object in yamldecode(helm_release.objects.values[0]).objects : object if object.kind == "ExternalSecret"][0].spec.target.name == kubernetes_deployment_v1.this["web"].spec[0].template[0].spec[0].volume[0].secret[0].secret_name
    error_message = "Pods wait for the secrets of their own revision."
  }
  assert {
    condition     = alltrue([for name, each in aws_iam_role_policy.this : !strcontains(each.policy, "\"*\"") && (name == "migrate" || !strcontains(each.policy, "secret:owner"))])
    error_message = "Each role reads its own secret, and the owner's is for the migration."
  }
}

run "network" {
  assert {
    condition     = toset(kubernetes_network_policy_v1.this["nobody"].spec[0].policy_types) == toset(["Ingress", "Egress"]) && length(kubernetes_network_policy_v1.this["nobody"].spec[0].ingress) == 0 && length(kubernetes_network_policy_v1.this["nobody"].spec[0].egress) == 0
    error_message = "Nobody speaks with anybody unless it is said."
  }
  assert {
    condition = alltrue(flatten([
      for policy in kubernetes_network_policy_v1.this : [
        for rule in policy.spec[0].ingress : [for from in rule.from : [for block in from.ip_block : block.cidr != "0.0.0.0/0"]]
      ]
    ]))
    error_message = "The world does not reach a pod by itself."
  }
  assert {
    condition     = toset(kubernetes_network_policy_v1.this["mail"].spec[0].pod_selector[0].match_expressions[0].values) == toset(["notifications", "orders"])
    error_message = "Whoever sends mail reaches the mail server, and nobody else does."
  }
  assert {
    condition     = kubernetes_service_v1.web.spec[0].type == "ClusterIP"
    error_message = "No service makes a load balancer of its own."
  }
}

run "traces" {
  variables {
    traces_endpoint = "http://collector.tracing:4318"
  }
  assert {
    condition     = contains(flatten([for rule in kubernetes_network_policy_v1.this["everybody"].spec[0].egress : [for each in rule.ports : each.port]]), "4318")
    error_message = "Pods reach the port that traces go to."
  }
}

run "numbers" {
  assert {
    condition     = toset([for object in yamldecode(helm_release.autoscalers.values[0]).objects : object.metadata.name if object.kind == "ScaledObject"]) == toset(keys(kubernetes_deployment_v1.this))
    error_message = "Each has an autoscaler: the number of a deployment is never changed again."
  }
  assert {
    condition     = alltrue([for object in yamldecode(helm_release.autoscalers.values[0]).objects : object.spec.minReplicaCount == var.processes[object.metadata.name].min && object.spec.maxReplicaCount == var.processes[object.metadata.name].max])
    error_message = "There are as many of each as its numbers say, also once they are others."
  }
  assert {
    condition     = toset([for trigger in [for object in yamldecode(helm_release.autoscalers.values[0]).objects : object if object.kind == "ScaledObject" && object.metadata.name == "web"][0].spec.triggers : trigger.type]) == toset(["cpu", "prometheus"])
    error_message = "Webs are as many as processor and streams ask for."
  }
  assert {
    condition     = strcontains([for object in yamldecode(helm_release.autoscalers.values[0]).objects : object if object.kind == "ScaledObject" && object.metadata.name == "orders"][0].spec.triggers[0].metadata.query, "quartermaster-(orders|returns|invoices|picking|parcels|reports|pricing|documents|customers|shop|approvals|privacy)")
    error_message = "Workers are as many as the jobs that wait in their queues ask for."
  }
  assert {
    condition     = alltrue([for object in yamldecode(helm_release.objects.values[0]).objects : object.kind != "ScaledObject"])
    error_message = "KEDA refuses to scale by processor what is not there yet: autoscalers come after the deployments."
  }
}

run "released" {
  assert {
    condition     = [for rule in kubernetes_role_v1.release.rule : "${join(",", rule.api_groups)} ${join(",", rule.resources)}"] == ["keda.sh scaledobjects"] && kubernetes_role_binding_v1.release.subject[0].name == var.release_group
    error_message = "Who releases changes autoscalers, whose queues come with a release, and no other kind of the charts."
  }
}

run "by_tag" {
  command = plan
  variables {
    image = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop:latest"
  }
  expect_failures = [var.image]
}

run "one_of_a_kind" {
  command = plan
  variables {
    processes = {
      web           = { min = 1, max = 9, cpu_m = 500, cpu_m_max = 2000, memory_mi = 512, memory_mi_max = 1024, pool = 10, each_handles = 500 }
      relay         = { min = 2, max = 2, cpu_m = 100, cpu_m_max = 1000, memory_mi = 192, memory_mi_max = 384, pool = 5, each_handles = 1 }
      inventory     = { min = 2, max = 6, cpu_m = 100, cpu_m_max = 1000, memory_mi = 256, memory_mi_max = 512, pool = 5, each_handles = 100 }
      orders        = { min = 2, max = 6, cpu_m = 100, cpu_m_max = 1000, memory_mi = 256, memory_mi_max = 512, pool = 5, each_handles = 100 }
      users         = { min = 2, max = 2, cpu_m = 100, cpu_m_max = 1000, memory_mi = 192, memory_mi_max = 384, pool = 5, each_handles = 100 }
      notifications = { min = 2, max = 4, cpu_m = 100, cpu_m_max = 1000, memory_mi = 192, memory_mi_max = 384, pool = 5, each_handles = 100 }
    }
  }
  expect_failures = [var.processes]
}
