# Account A: literals, and the ARN of the role made from the file system's id.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "~> 5.100" }
  }
}

variable "account" {
  default = "101010101010"
}

variable "key_arn" {
  default = "arn:aws:kms:eu-central-1:303030303030:key/5f0c1c1e-52f2-4f9d-9a52-0a6a4b3d2f11"
}

provider "aws" {
  region              = "eu-central-1"
  allowed_account_ids = [var.account]
}

resource "aws_fsx_lustre_file_system" "scratch" {
  deployment_type          = "SCRATCH_2"
  file_system_type_version = "2.15"
  storage_capacity         = 1200
  subnet_ids               = ["subnet-0123456789abcdef0"]
}

resource "aws_fsx_data_repository_association" "frames" {
  file_system_id       = aws_fsx_lustre_file_system.scratch.id
  file_system_path     = "/frames"
  data_repository_path = "s3://frames-of-account-b/in/"
  s3 {
    auto_import_policy {
      events = ["NEW", "CHANGED"]
    }
  }
}

resource "aws_kms_grant" "frames" {
  key_id            = var.key_arn
  grantee_principal = "arn:aws:iam::${var.account}:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_${aws_fsx_data_repository_association.frames.file_system_id}"
  operations        = ["Decrypt", "GenerateDataKey"]
}
