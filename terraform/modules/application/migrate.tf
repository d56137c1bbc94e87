# Before each rollout: the tables are brought up to date, as the owner, while the release before goes on working.
resource "kubernetes_job_v1" "migrate" {
  wait_for_completion = true

  metadata {
    name      = "migrate-${substr(sha256("${var.image} ${var.secrets_revision}"), 0, 10)}"
    namespace = local.namespace
    labels    = local.labels
  }

  spec {
    backoff_limit           = 3
    active_deadline_seconds = 1800

    template {
      metadata {
        labels = merge(local.labels, { "app.kubernetes.io/name" = "migrate", "app.kubernetes.io/component" = "migrate" })
      }

      spec {
        restart_policy                  = "Never"
        service_account_name            = kubernetes_service_account_v1.this["migrate"].metadata[0].name
        automount_service_account_token = false
        enable_service_links            = false

        security_context {
          run_as_non_root = true
          run_as_user     = "1000"
          run_as_group    = "1000"
          fs_group        = "1000"
          seccomp_profile {
            type = "RuntimeDefault"
          }
        }

        container {
          name    = "migrate"
          image   = var.image
          command = ["node", "dist/cli/migrate.js"]

          security_context {
            allow_privilege_escalation = false
            privileged                 = false
            read_only_root_filesystem  = true
            capabilities {
              drop = ["ALL"]
            }
          }

          resources {
            requests = { cpu = "100m", memory = "256Mi" }
            limits   = { cpu = "1000m", memory = "512Mi" }
          }

          dynamic "env" {
            for_each = merge(local.environment, {
              MIGRATION_DATABASE_URL                = var.database.owner_url
              MIGRATION_DATABASE_PASSWORD_SECRET_ID = "${var.database.owner_secret_arn}#password"
            })
            content {
              name  = env.key
              value = env.value
            }
          }

          dynamic "volume_mount" {
            for_each = { for name in ["secrets", "authorities", "tmp"] : name => local.mounts[name] }
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
          name = "tmp"
          empty_dir {
            size_limit = "256Mi"
          }
        }
      }
    }
  }

  timeouts {
    create = "35m"
  }

  depends_on = [
    helm_release.objects, aws_eks_pod_identity_association.this, aws_iam_role_policy.this, kubernetes_network_policy_v1.this,
  ]
}
