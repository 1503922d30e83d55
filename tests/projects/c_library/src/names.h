/* Les échelles et les unités; ce fichier est plus vieux que l'UTF-8. */
#define GAUGE_NAME "gauge"
#define GAUGE_DEGREE "\260"
