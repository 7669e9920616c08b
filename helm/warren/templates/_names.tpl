{{- define "warren.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 30 | trimSuffix "-" }}
{{- end }}

{{/* Short enough for "-worker-" and a worker's name of 24 after it, within 63. */}}
{{- define "warren.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 30 | trimSuffix "-" }}
{{- else if contains (include "warren.name" .) .Release.Name }}
{{- .Release.Name | trunc 30 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name (include "warren.name" .) | trunc 30 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "warren.workerName" -}}
{{- printf "%s-worker-%s" (include "warren.fullname" .root) .name }}
{{- end }}

{{/* Labels that select the pods of a component: dict root, component, worker (may be absent). They never change. */}}
{{- define "warren.selectorLabels" -}}
app.kubernetes.io/name: {{ include "warren.name" .root | quote }}
app.kubernetes.io/instance: {{ .root.Release.Name | quote }}
app.kubernetes.io/component: {{ .component }}
{{- with .worker }}
warren.dev/worker: {{ . | quote }}
{{- end }}
{{- end }}

{{/* Labels of a pod. Without versions, for a change of theirs alone must not restart workers: dict as above, labels. */}}
{{- define "warren.podLabels" -}}
{{- include "warren.mergedLabels" (merge (dict "own" (dict "app.kubernetes.io/part-of" "warren")) .) }}
{{- end }}

{{/* Labels of everything else: dict as above, labels. */}}
{{- define "warren.labels" -}}
{{- $own := dict
  "app.kubernetes.io/version" .root.Chart.AppVersion
  "app.kubernetes.io/part-of" "warren"
  "app.kubernetes.io/managed-by" .root.Release.Service
  "helm.sh/chart" (printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_") }}
{{- include "warren.mergedLabels" (merge (dict "own" $own) .) }}
{{- end }}

{{/* Each once, for a key that is there twice is refused by some that read this. Those that select are nobody's to change. */}}
{{- define "warren.mergedLabels" -}}
{{- $selector := include "warren.selectorLabels" . | fromYaml }}
{{- mergeOverwrite (dict) .own .root.Values.commonLabels (default (dict) .labels) $selector | toYaml }}
{{- end }}

{{- define "warren.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "warren.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{/* Reference of an image: dict root, image. */}}
{{- define "warren.image" -}}
{{- $image := .image }}
{{- if $image.digest -}}
{{ $image.repository }}@{{ $image.digest }}
{{- else -}}
{{ $image.repository }}:{{ default .root.Chart.AppVersion $image.tag }}
{{- end }}
{{- end }}
