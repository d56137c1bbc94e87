# Nobody speaks with anybody, but for what stands here.
locals {
  selected = { "app.kubernetes.io/part-of" = "quartermaster" }
  # Modules whose jobs send mail.
  mailing = ["documents", "notifications"]
  # What the address says, and else what goes without saying.
  traces_ports = [for address in compact([var.traces_endpoint]) : tonumber(try(
    regex("^https?://[^/]+:(\\d+)", address)[0], startswith(address, "https:") ? "443" : "80",
  ))]
  policies = {
    nobody = { labels = {}, in = [], out = [] }
    web    = { labels = { "app.kubernetes.io/name" = "web" }, in = [{ cidrs = var.balancer_cidrs, ports = [local.ports.web] }], out = [] }
    figures = {
      labels = local.selected
      in     = [{ namespace = var.monitoring_namespace, ports = [local.ports.metrics] }]
      out    = []
    }
    everybody = {
      labels = local.selected
      in     = []
      out = [
        { namespace = "kube-system", ports = [53], udp = true },
        # The agent that hands each pod the identity of its service account.
        { cidrs = ["169.254.170.23/32"], ports = [80] },
        { cidrs = var.data_cidrs, ports = [5432, 6379] },
        # Secrets Manager, the shared store, and who is told of traces and errors; not the address of a node's own identity.
        { cidrs = ["0.0.0.0/0"], except = ["169.254.0.0/16"], ports = distinct(concat([443], local.traces_ports)) },
      ]
    }
    mail = {
      labels = local.selected
      names  = [for name, program in local.programs : name if length(setintersection(program.modules, local.mailing)) > 0]
      in     = []
      out    = [{ cidrs = ["0.0.0.0/0"], except = ["169.254.0.0/16"], ports = [465, 587] }]
    }
  }
}

resource "kubernetes_network_policy_v1" "this" {
  for_each = local.policies
  metadata {
    name      = each.key
    namespace = local.namespace
  }

  spec {
    policy_types = each.key == "nobody" ? ["Ingress", "Egress"] : concat(
      length(each.value.in) > 0 ? ["Ingress"] : [], length(each.value.out) > 0 ? ["Egress"] : [],
    )
    pod_selector {
      match_labels = each.value.labels
      dynamic "match_expressions" {
        for_each = try([each.value.names], [])
        content {
          key      = "app.kubernetes.io/name"
          operator = "In"
          values   = match_expressions.value
        }
      }
    }

    dynamic "ingress" {
      for_each = each.value.in
      content {
        dynamic "from" {
          for_each = try(ingress.value.cidrs, [])
          content {
            ip_block {
              cidr = from.value
            }
          }
        }
        dynamic "from" {
          for_each = compact([try(ingress.value.namespace, null)])
          content {
            namespace_selector {
              match_labels = { "kubernetes.io/metadata.name" = from.value }
            }
          }
        }
        dynamic "ports" {
          for_each = ingress.value.ports
          content {
            port     = ports.value
            protocol = "TCP"
          }
        }
      }
    }

    dynamic "egress" {
      for_each = each.value.out
      content {
        dynamic "to" {
          for_each = try(egress.value.cidrs, [])
          content {
            ip_block {
              cidr   = to.value
              except = try(egress.value.except, null)
            }
          }
        }
        dynamic "to" {
          for_each = compact([try(egress.value.namespace, null)])
          content {
            namespace_selector {
              match_labels = { "kubernetes.io/metadata.name" = to.value }
            }
          }
        }
        dynamic "ports" {
          for_each = setproduct(egress.value.ports, try(egress.value.udp, false) ? ["TCP", "UDP"] : ["TCP"])
          content {
            port     = ports.value[0]
            protocol = ports.value[1]
          }
        }
      }
    }
  }
}
