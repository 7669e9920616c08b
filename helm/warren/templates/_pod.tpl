{{/* A value of a variable that arrives as it is here: neither Kubernetes ($(NAME), $$) nor Warren (${NAME}) replaces anything in it. */}}
{{- define "warren.literal" -}}
{{- . | replace "$" "\\$$" | quote }}
{{- end }}

{{/* What a pod has at its top, whatever runs in it: dict root, pod (settings of gateway or worker), labels. */}}
{{- define "warren.podSettings" -}}
serviceAccountName: {{ include "warren.serviceAccountName" .root }}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with .root.Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .pod.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .pod.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .pod.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .pod.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .pod.topologySpreadConstraints }}
topologySpreadConstraints:
  {{- $constraints := list }}
  {{- range . }}
  {{- $constraints = append $constraints (merge (deepCopy .) (dict "labelSelector" (dict "matchLabels" ($.labels | fromYaml)))) }}
  {{- end }}
  {{- toYaml $constraints | nindent 2 }}
{{- end }}
{{- end }}

{{/* Changes of what a pod reads once must restart it: dict root, config (its properties), annotations. */}}
{{- define "warren.podAnnotations" -}}
checksum/config: {{ .config | sha256sum }}
checksum/broker: {{ toJson (omit .root.Values.rabbitmq "monitor" "resources" "replicas") | sha256sum }}
{{- with .annotations }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* Variables of gateway and worker: dict root, of (the values of either). */}}
{{- define "warren.env" -}}
{{ include "warren.brokerEnv" (dict "root" .root "own" .of.rabbitmq.existingSecret) }}
- name: QUARKUS_CONFIG_LOCATIONS
  value: /etc/warren/config/application.properties
{{- with .of.javaOptions }}
- name: JDK_JAVA_OPTIONS
  value: {{ include "warren.literal" . }}
{{- end }}
{{- end }}

{{- define "warren.probes" -}}
startupProbe:
  httpGet: {path: /q/health/started, port: http}
  periodSeconds: 2
  failureThreshold: 60
readinessProbe:
  httpGet: {path: /q/health/ready, port: http}
  periodSeconds: 5
  timeoutSeconds: 3
livenessProbe:
  httpGet: {path: /q/health/live, port: http}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
{{- end }}

{{/* Volumes of gateway and worker: dict root, key (of the ConfigMap), volumes. */}}
{{- define "warren.volumes" -}}
- name: tmp
  emptyDir: {sizeLimit: {{ .root.Values.tmpSize }}}
- name: config
  configMap:
    name: {{ include "warren.fullname" .root }}
    items: [{key: {{ .key }}, path: application.properties}]
{{- with include "warren.brokerVolumes" .root | trim }}
{{ . }}
{{- end }}
{{- with .volumes }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* dict root, volumeMounts. */}}
{{- define "warren.volumeMounts" -}}
- {name: tmp, mountPath: /tmp}
- {name: config, mountPath: /etc/warren/config, readOnly: true}
{{- with include "warren.brokerVolumeMounts" .root | trim }}
{{ . }}
{{- end }}
{{- with .volumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end }}
