# Files that people upload: the same for webs and workers of all zones.
resource "kubernetes_persistent_volume_v1" "files" {
  metadata {
    name = "${var.namespace}-files"
  }
  spec {
    capacity                         = { storage = "100Gi" }
    access_modes                     = ["ReadWriteMany"]
    persistent_volume_reclaim_policy = "Retain"
    storage_class_name               = ""
    volume_mode                      = "Filesystem"
    persistent_volume_source {
      csi {
        driver            = "efs.csi.aws.com"
        volume_handle     = var.files_id
        volume_attributes = { encryptInTransit = "true" }
      }
    }
  }
}

resource "kubernetes_persistent_volume_claim_v1" "files" {
  metadata {
    name      = "files"
    namespace = local.namespace
  }
  spec {
    access_modes       = ["ReadWriteMany"]
    storage_class_name = ""
    volume_name        = kubernetes_persistent_volume_v1.files.metadata[0].name
    resources {
      requests = { storage = "100Gi" }
    }
  }
}
