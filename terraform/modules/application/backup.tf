# By hand, for the folder that outlives the account: everything, as the owner reads it, into a pod that waits for somebody
# to copy it. It never runs by itself; the copies of each night are the module backup's.
locals {
  backup_gb = 20
  backup_mounts = merge(
    { for name in ["secrets", "authorities", "tmp"] : name => local.mounts[name] },
    { files = merge(local.mounts.files, { read_only = true }), backup = { path = "/backup", read_only = false } },
  )
}

resource "kubernetes_cron_job_v1" "backup" {
  metadata {
    name      = "backup"
    namespace = local.namespace
    labels    = local.labels
  }

  spec {
    schedule = "0 3 * * *"
    suspend  = true

    job_template {
      metadata {
        labels = local.labels
      }

      spec {
        backoff_limit              = 0
        active_deadline_seconds    = 4 * 3600
        ttl_seconds_after_finished = 3600

        template {
          metadata {
            labels = merge(local.labels, { "app.kubernetes.io/name" = "backup", "app.kubernetes.io/component" = "backup" })
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
              name  = "backup"
              image = var.image
              # Until somebody has taken it away.
              command = ["sh", "-c", "node dist/cli/backup.js /backup/today && sleep 3600"]

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
                for_each = local.backup_mounts
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
              for_each = { tmp = "256Mi", backup = "${local.backup_gb}Gi" }
              content {
                name = volume.key
                empty_dir {
                  size_limit = volume.value
                }
              }
            }
          }
        }
      }
    }
  }
}
