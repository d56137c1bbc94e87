# A release that brings another module has a worker take its jobs, so the queues by which that one is scaled change as well.
# Of kinds that come from charts, who releases may change this one and no other.
resource "kubernetes_role_v1" "release" {
  metadata {
    name      = "release"
    namespace = local.namespace
  }
  rule {
    api_groups = ["keda.sh"]
    resources  = ["scaledobjects"]
    verbs      = ["get", "list", "create", "update", "patch", "delete"]
  }
}

resource "kubernetes_role_binding_v1" "release" {
  metadata {
    name      = "release"
    namespace = local.namespace
  }
  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "Role"
    name      = kubernetes_role_v1.release.metadata[0].name
  }
  subject {
    api_group = "rbac.authorization.k8s.io"
    kind      = "Group"
    name      = var.release_group
  }
}
