# What runs, and as which program of the one image. Numbers come from the environment.
locals {
  programs = {
    web           = { component = "web", command = ["node", "server.js"], modules = [] }
    relay         = { component = "relay", command = ["node", "dist/relay.js"], modules = [] }
    inventory     = { component = "worker", command = ["node", "dist/worker.js"], modules = ["inventory", "catalog", "imports"] }
    orders        = { component = "worker", command = ["node", "dist/worker.js"], modules = ["orders", "returns", "invoices", "picking", "parcels", "reports", "pricing", "documents", "customers", "shop", "approvals", "privacy"] }
    users         = { component = "worker", command = ["node", "dist/worker.js"], modules = ["users"] }
    notifications = { component = "worker", command = ["node", "dist/worker.js"], modules = ["notifications"] }
  }
  processes = { for name, program in local.programs : name => merge(program, var.processes[name]) }

  ports     = { web = 3000, metrics = 9464 }
  namespace = kubernetes_namespace_v1.this.metadata[0].name
  labels    = { "app.kubernetes.io/part-of" = "quartermaster" }

  # From SIGTERM to the exit a process takes 13 s at most (src/platform/process/stop.ts). A web first goes on serving
  # until the balancer has heard that it ends.
  leave_s = { web = 10 }
  stop_s  = 13
  spare_s = 7
}

resource "kubernetes_namespace_v1" "this" {
  metadata {
    name = var.namespace
    labels = {
      "pod-security.kubernetes.io/enforce"         = "restricted"
      "elbv2.k8s.aws/pod-readiness-gate-inject"    = "enabled"
      "app.kubernetes.io/part-of"                  = "quartermaster"
      "pod-security.kubernetes.io/enforce-version" = "latest"
    }
  }
}

resource "kubernetes_deployment_v1" "this" {
  for_each         = local.processes
  wait_for_rollout = true

  metadata {
    name      = each.key
    namespace = local.namespace
    labels    = merge(local.labels, { "app.kubernetes.io/name" = each.key })
  }

  spec {
    replicas                  = each.value.min
    min_ready_seconds         = 5
    progress_deadline_seconds = 600
    revision_history_limit    = 5

    selector {
      match_labels = { "app.kubernetes.io/name" = each.key }
    }

    strategy {
      type = "RollingUpdate"
      rolling_update {
        max_unavailable = "0"
        max_surge       = "34%"
      }
    }

    template {
      metadata {
        labels = merge(local.labels, {
          "app.kubernetes.io/name"      = each.key
          "app.kubernetes.io/component" = each.value.component
        })
        # One more of a secret's versions starts every process anew.
        annotations = { "quartermaster/secrets" = var.secrets_revision }
      }

      spec {
        service_account_name             = kubernetes_service_account_v1.this[each.key].metadata[0].name
        automount_service_account_token  = false
        enable_service_links             = false
        termination_grace_period_seconds = lookup(local.leave_s, each.key, 0) + local.stop_s + local.spare_s

        security_context {
          run_as_non_root = true
          run_as_user     = "1000"
          run_as_group    = "1000"
          fs_group        = "1000"
          seccomp_profile {
            type = "RuntimeDefault"
          }
        }

        dynamic "topology_spread_constraint" {
          for_each = { "topology.kubernetes.io/zone" = "DoNotSchedule", "kubernetes.io/hostname" = "ScheduleAnyway" }
          content {
            topology_key       = topology_spread_constraint.key
            when_unsatisfiable = topology_spread_constraint.value
            max_skew           = 1
            match_label_keys   = ["pod-template-hash"]
            label_selector {
              match_labels = { "app.kubernetes.io/name" = each.key }
            }
          }
        }

        container {
          name    = each.value.component
          image   = var.image
          command = each.value.command

          security_context {
            allow_privilege_escalation = false
            privileged                 = false
            read_only_root_filesystem  = true
            capabilities {
              drop = ["ALL"]
            }
          }

          resources {
            requests = { cpu = "${each.value.cpu_m}m", memory = "${each.value.memory_mi}Mi" }
            limits   = { cpu = "${each.value.cpu_m_max}m", memory = "${each.value.memory_mi_max}Mi" }
          }

          dynamic "port" {
            for_each = each.key == "web" ? local.ports : { metrics = local.ports.metrics }
            content {
              name           = port.key
              container_port = port.value
            }
          }

          dynamic "env" {
            for_each = merge(local.environment, local.own_environment[each.key])
            content {
              name  = env.key
              value = env.value
            }
          }

          startup_probe {
            period_seconds    = 2
            timeout_seconds   = 2
            failure_threshold = 60
            http_get {
              path = local.live[each.value.component].path
              port = local.live[each.value.component].port
            }
          }

          liveness_probe {
            period_seconds    = 10
            timeout_seconds   = 5
            failure_threshold = 6
            http_get {
              path = local.live[each.value.component].path
              port = local.live[each.value.component].port
            }
          }

          # Nobody sends work to relays and workers: they take it.
          dynamic "readiness_probe" {
            for_each = each.key == "web" ? ["/api/health/ready"] : []
            content {
              period_seconds    = 3
              timeout_seconds   = 4
              failure_threshold = 2
              http_get {
                path = readiness_probe.value
                port = "web"
              }
            }
          }

          dynamic "lifecycle" {
            for_each = can(local.leave_s[each.key]) ? [local.leave_s[each.key]] : []
            content {
              pre_stop {
                exec {
                  command = ["sleep", tostring(lifecycle.value)]
                }
              }
            }
          }

          dynamic "volume_mount" {
            for_each = local.mounts
            content {
              name       = volume_mount.key
              mount_path = volume_mount.value.path
              read_only  = volume_mount.value.read_only
            }
          }
        }

        volume {
          name = "secrets"
          secret {
            secret_name  = local.secret_name
            default_mode = "0440"
          }
        }
        volume {
          name = "authorities"
          config_map {
            name = kubernetes_config_map_v1.authorities.metadata[0].name
          }
        }
        volume {
          name = "files"
          persistent_volume_claim {
            claim_name = kubernetes_persistent_volume_claim_v1.files.metadata[0].name
          }
        }
        dynamic "volume" {
          for_each = toset(["tmp", "next-cache"])
          content {
            name = volume.key
            empty_dir {
              size_limit = "256Mi"
            }
          }
        }
      }
    }
  }

  lifecycle {
    # The autoscaler's from then on.
    ignore_changes = [spec[0].replicas]
  }

  # The gate: no pod of this release starts before its migrations have ended well.
  depends_on = [kubernetes_job_v1.migrate, helm_release.objects, aws_eks_pod_identity_association.this]
}

resource "kubernetes_pod_disruption_budget_v1" "this" {
  for_each = local.processes
  metadata {
    name      = each.key
    namespace = local.namespace
  }
  spec {
    max_unavailable = "1"
    selector {
      match_labels = { "app.kubernetes.io/name" = each.key }
    }
  }
}

resource "kubernetes_service_v1" "web" {
  metadata {
    name      = "web"
    namespace = local.namespace
  }
  spec {
    type     = "ClusterIP"
    selector = { "app.kubernetes.io/name" = "web" }
    port {
      name        = "web"
      port        = local.ports.web
      target_port = "web"
    }
  }
}
