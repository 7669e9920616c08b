{{/* Image and entry point of a worker's container: dict root, worker. */}}
{{- define "warren.workerImage" -}}
{{- $image := empty .worker.image.repository | ternary .root.Values.image .worker.image }}
image: {{ include "warren.image" (dict "root" .root "image" $image) }}
imagePullPolicy: {{ default .root.Values.image.pullPolicy $image.pullPolicy }}
{{- if .worker.inject }}
command: [/opt/warren/warren]
{{- end }}
{{- end }}

{{/* Copies Warren, with the Java that it runs on if it does, to a volume that the worker's own image gets mounted: dict root, worker. */}}
{{- define "warren.injection" -}}
{{- if .worker.inject }}
- name: warren
  image: {{ include "warren.image" (dict "root" .root "image" .root.Values.image) }}
  imagePullPolicy: {{ .root.Values.image.pullPolicy }}
  command:
    - /bin/sh
    - -ec
    - |
      if [ ! -e /app/quarkus-run.jar ]; then
        exec cp "$(command -v warren)" /opt/warren/warren
      fi
      # A link in it that leads nowhere, such as to certificates that are not there, is no reason to stop.
      cp -RL "${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}" /opt/warren/java ||
        /opt/warren/java/bin/java -version
      cp -RL /app /opt/warren/app
      printf '#!/bin/sh\nexec /opt/warren/java/bin/java -jar /opt/warren/app/quarkus-run.jar "$@"\n' >/opt/warren/warren
      chmod 755 /opt/warren/warren
  resources:
    requests: {cpu: 100m, memory: 64Mi}
    limits: {memory: 512Mi}
  securityContext:
    {{- toYaml .root.Values.securityContext | nindent 4 }}
  volumeMounts:
    - {name: warren, mountPath: /opt/warren}
{{- end }}
{{- end }}

{{/* Variables of a worker: dict root, worker. */}}
{{- define "warren.workerEnv" -}}
{{ include "warren.env" (dict "root" .root "of" .worker) }}
- name: WARREN_WORKER_QUEUE
  value: {{ .worker.queue | quote }}
{{- if include "warren.isJob" .worker }}
- name: WARREN_WORKER_CONCURRENCY
  value: {{ min (int .worker.concurrency) (int .worker.autoscaling.jobs.tasks) | toString | quote }}
- name: WARREN_WORKER_MAX_TASKS
  value: {{ include "warren.text" .worker.autoscaling.jobs.tasks | quote }}
- name: WARREN_WORKER_MAX_IDLE
  value: {{ include "warren.text" .worker.autoscaling.jobs.maxIdle | quote }}
{{- else }}
- name: WARREN_WORKER_CONCURRENCY
  value: {{ include "warren.text" .worker.concurrency | quote }}
{{- end }}
- name: WARREN_WORKER_TIMEOUT
  value: {{ include "warren.text" .worker.timeout | quote }}
{{- range $name, $value := .worker.retry }}
- name: WARREN_WORKER_RETRY_{{ $name | upper }}
  value: {{ include "warren.text" $value | quote }}
{{- end }}
{{- with .worker.drainTimeout }}
- name: WARREN_WORKER_DRAIN_TIMEOUT
  value: {{ include "warren.text" . | quote }}
{{- end }}
- name: WARREN_WORKER_HANDLER
  value: {{ .worker.handler }}
{{- if eq .worker.handler "exec" }}
- name: WARREN_WORKER_EXEC_COMMAND
  value: {{ include "warren.literal" .worker.exec.command }}
- name: WARREN_WORKER_EXEC_OUTPUT_LIMIT
  value: {{ include "warren.text" .worker.exec.outputLimit | quote }}
- name: WARREN_WORKER_EXEC_KILL_GRACE
  value: {{ include "warren.text" .worker.exec.killGrace | quote }}
{{- else if eq .worker.handler "http" }}
{{- with .worker.http.url }}
- name: WARREN_WORKER_HTTP_URL
  value: {{ include "warren.literal" . }}
{{- end }}
- name: WARREN_WORKER_HTTP_CONNECT_TIMEOUT
  value: {{ include "warren.text" .worker.http.connectTimeout | quote }}
- name: WARREN_WORKER_HTTP_MAX_RETRY_AFTER
  value: {{ include "warren.text" .worker.http.maxRetryAfter | quote }}
{{- end }}
{{- if include "warren.hasDeletionCost" .worker }}
- name: WARREN_POD_DELETION_COST
  value: "true"
- name: WARREN_POD_NAME
  valueFrom: {fieldRef: {fieldPath: metadata.name}}
- name: WARREN_POD_NAMESPACE
  valueFrom: {fieldRef: {fieldPath: metadata.namespace}}
{{- end }}
{{- end }}
