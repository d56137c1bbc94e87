locals {
  namespace = "monitoring"
  # In a cluster discovery takes the place of addresses; the names of the jobs stay, since rules go by them.
  scrapes = [for scrape in local.prometheus.scrape_configs : {
    job_name              = scrape.job_name
    kubernetes_sd_configs = [{ role = "pod", namespaces = { names = [var.namespace] } }]
    relabel_configs = [
      { source_labels = ["__meta_kubernetes_pod_label_app_kubernetes_io_component"], regex = trimprefix(scrape.job_name, "quartermaster-"), action = "keep" },
      { source_labels = ["__meta_kubernetes_pod_container_port_name"], regex = "metrics", action = "keep" },
      { source_labels = ["__meta_kubernetes_pod_phase"], regex = "Pending|Succeeded|Failed", action = "drop" },
      { source_labels = ["__meta_kubernetes_pod_name"], target_label = "instance", action = "replace" },
    ]
  }]
  service_accounts = { prometheus = "prometheus-server", vector = "vector" }
  values = {
    prometheus = {
      alertmanager             = { enabled = false }
      prometheus-pushgateway   = { enabled = false }
      prometheus-node-exporter = { enabled = false }
      kube-state-metrics       = { enabled = false }
      serviceAccounts          = { server = { name = local.service_accounts.prometheus } }
      server = {
        global           = local.prometheus.global
        retention        = "15d"
        persistentVolume = { size = "20Gi", storageClass = "encrypted" }
        remoteWrite = [{
          url   = "${aws_prometheus_workspace.this.prometheus_endpoint}api/v1/remote_write"
          sigv4 = { region = local.region }
          # The workspace works these out by itself.
          write_relabel_configs = [{ source_labels = ["__name__"], regex = "quartermaster:.*", action = "drop" }]
        }]
      }
      serverFiles = {
        "recording_rules.yml" = yamldecode(local.recording)
        "prometheus.yml"      = { rule_files = ["/etc/config/recording_rules.yml"], scrape_configs = local.scrapes }
      }
    }
    grafana = {
      persistence = { enabled = false }
      datasources = { "datasources.yaml" = {
        apiVersion  = 1
        datasources = [{ name = "Prometheus", type = "prometheus", url = "http://prometheus-server", isDefault = true }]
      } }
      sidecar = { dashboards = { enabled = true, label = "grafana_dashboard" } }
    }
    # Lines are read as the product describes; only where they go differs.
    vector = {
      role           = "Agent"
      serviceAccount = { name = local.service_accounts.vector }
      customConfig = {
        data_dir = "/vector-data-dir"
        sources  = local.vector.sources
        transforms = merge(local.vector.transforms, {
          heads = { type = "filter", inputs = keys(local.vector.transforms), condition = ".event == \"audit-head\"" }
        })
        sinks = {
          cloudwatch = {
            type                 = "aws_cloudwatch_logs"
            inputs               = keys(local.vector.transforms)
            region               = local.region
            group_name           = aws_cloudwatch_log_group.application.name
            stream_name          = "{{ kubernetes.pod_name }}"
            create_missing_group = false
            encoding             = { codec = "json" }
          }
          # One line for each day that is sealed, where nobody takes it back.
          heads = {
            type               = "aws_s3"
            inputs             = ["heads"]
            region             = local.region
            bucket             = var.head_bucket
            key_prefix         = "%Y/%m/"
            filename_extension = "jsonl"
            compression        = "none"
            encoding           = { codec = "json" }
            framing            = { method = "newline_delimited" }
            batch              = { timeout_secs = 60 }
          }
        }
      }
    }
  }
  charts = {
    prometheus = { repository = "https://prometheus-community.github.io/helm-charts", version = "27.30.0" }
    grafana    = { repository = "https://grafana.github.io/helm-charts", version = "9.4.4" }
    vector     = { repository = "https://helm.vector.dev", version = "0.45.0" }
  }
}

resource "aws_cloudwatch_log_group" "application" {
  name              = "/${var.name}/application"
  retention_in_days = var.log_days
  kms_key_id        = var.kms_key_arn
}

resource "kubernetes_namespace_v1" "this" {
  metadata {
    name = local.namespace
  }
}

resource "kubernetes_storage_class_v1" "encrypted" {
  metadata {
    name = "encrypted"
  }
  storage_provisioner = "ebs.csi.aws.com"
  reclaim_policy      = "Delete"
  volume_binding_mode = "WaitForFirstConsumer"
  parameters          = { type = "gp3", encrypted = "true" }
}

resource "kubernetes_config_map_v1" "dashboard" {
  for_each = local.dashboards
  metadata {
    name      = "dashboard-${trimsuffix(each.key, ".json")}"
    namespace = kubernetes_namespace_v1.this.metadata[0].name
    labels    = { grafana_dashboard = "1" }
  }
  data = { (each.key) = file("${local.monitoring}/dashboards/${each.key}") }
}

resource "helm_release" "this" {
  for_each   = local.charts
  name       = each.key
  repository = each.value.repository
  chart      = each.key
  version    = each.value.version
  namespace  = kubernetes_namespace_v1.this.metadata[0].name
  atomic     = true
  timeout    = 600
  values     = [yamlencode(local.values[each.key])]

  depends_on = [aws_eks_pod_identity_association.this, kubernetes_storage_class_v1.encrypted]
}
